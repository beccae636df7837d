/** A small town to write on: an empty graph, a source, two units, a post, two initiatives; and the door as tests use it. */
import type { Change, ChangesAnswer } from '@kommunalgraph/contract/changes.ts'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Answer, send } from '../http.ts'
import { type Api, startApi, startWorld, type World } from '../neo4j.ts'

export const town = '990000000000'
export const source = `src:${town}:akte`
export const hiddenSource = `src:${town}:vermerk`
export const buildingOffice = `unit:${town}:bauamt`
export const itOffice = `unit:${town}:it-amt`
export const headOfIt = `post:${town}:leitung-it`
export const permit = `ini:${town}:digitaler-bauantrag`
export const files = `ini:${town}:e-akte`

export interface Refused {
  type: string
  status: number
  detail?: string
  errors?: { path: string; message: string; allowed?: string[]; rule?: string }[]
}

const known = { confidence: 'confirmed', visibility: 'public' }

/** Everything that a test may stand on. */
export const beginning: Change[] = [
  {
    op: 'put-entity',
    type: 'Source',
    id: source,
    values: { ...known, name: 'Akte', kind: 'register', title: 'Akte', date: '2026-01-01' },
  },
  {
    op: 'put-entity',
    type: 'Source',
    id: hiddenSource,
    values: {
      ...known,
      visibility: 'internal',
      name: 'Vermerk',
      kind: 'interview',
      title: 'Vermerk',
      date: '2026-01-01',
    },
  },
  { op: 'put-entity', type: 'OrgUnit', id: buildingOffice, values: { ...known, name: 'Bauamt', kind: 'office' } },
  { op: 'put-entity', type: 'OrgUnit', id: itOffice, values: { ...known, name: 'IT-Amt', kind: 'office' } },
  {
    op: 'put-entity',
    type: 'Post',
    id: headOfIt,
    values: { ...known, visibility: 'internal', name: 'Leitung IT', title: 'Leitung', kind: 'staff' },
  },
  {
    op: 'put-entity',
    type: 'Initiative',
    id: permit,
    values: { ...known, name: 'Digitaler Bauantrag', stage: 'running', depth: 'unrated' },
  },
  {
    op: 'put-entity',
    type: 'Initiative',
    id: files,
    values: { ...known, visibility: 'internal', name: 'E-Akte', stage: 'planned', depth: 'unrated' },
  },
]

/** The door of one server. */
export function doorOf(base: string | (() => string)) {
  const url = (path: string) => `${typeof base === 'string' ? base : base()}/api/v1${path}`
  const json = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send<ChangesAnswer & Refused>(url(path), {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    url,
    json,
    /** POST /changes with one source for all. */
    write: (changes: Change[], more: Record<string, unknown> = {}): Promise<Answer<ChangesAnswer & Refused>> =>
      json('POST', '/changes', { reason: 'Ein Test', sourceIds: [source], changes, ...more }),
    get: <Body>(path: string, headers: Record<string, string> = {}) => send<Body>(url(path), { headers }),
  }
}

/** `{id}` of a path. */
export const at = (id: string) => `/entities/${encodeURIComponent(id)}`
export const factAt = (id: string) => `/relations/${encodeURIComponent(id)}`

/** Stating who owns what. */
export const owns = (from: string, to: string, values: Record<string, unknown> = {}): Change => ({
  op: 'create-relation',
  relation: 'ACCOUNTABLE_FOR',
  from,
  to,
  values: { ...known, validFrom: '2025-01-01', ...values },
})

/** A fresh entity; its id. */
export const newUnit = (slug: string, values: Record<string, unknown> = {}): Change => ({
  op: 'put-entity',
  type: 'OrgUnit',
  id: `unit:${town}:${slug}`,
  values: { ...known, name: slug, kind: 'office', ...values },
})
export const newInitiative = (slug: string, values: Record<string, unknown> = {}): Change => ({
  op: 'put-entity',
  type: 'Initiative',
  id: `ini:${town}:${slug}`,
  values: { ...known, name: slug, stage: 'idea', depth: 'unrated', ...values },
})

/**
 * A server with the town on it, for the tests of one file: there before the first, gone after the last.
 * `public`: a second one beside it, as the public sees the town; its door is `outside`.
 */
export function townServer(options: { public?: boolean; reason?: string } = {}) {
  let world: World
  let open: Api | undefined
  const door = doorOf(() => world.api.url)
  const outside = doorOf(() => {
    if (!open) throw new Error('This town has no public server')
    return open.url
  })
  beforeAll(async () => {
    world = await startWorld({ seeded: false })
    if (options.public) open = await startApi(world.database, { KG_READER: 'public' })
    const written = await door.write(beginning, options.reason === undefined ? {} : { reason: options.reason })
    expect(written.body).toMatchObject({ seq: 1, counts: { created: beginning.length } })
  })
  afterAll(async () => {
    await open?.stop()
    await world?.stop()
  })
  return {
    door,
    outside,
    world: () => world,
    /** Number of the last log entry. */
    seq: async () => (await door.get<{ seq: number }>('/ready')).body.seq,
  }
}
