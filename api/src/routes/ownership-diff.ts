/** GET /ownership/changes: what changed in ownership between two days. */
import { type OwnershipChange, OwnershipChanges, type OwnerThen } from '@kommunalgraph/contract/ownership-changes.ts'
import type { EntityRef } from '@kommunalgraph/contract/schemas.ts'
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi'
import { z } from 'zod'
import { readCursor, writeCursor } from '../cursor.ts'
import type { App, Deps } from '../deps.ts'
import { present } from '../graph/rows.ts'
import { answers } from '../plugins/openapi.ts'
import { problem } from '../plugins/problem.ts'
import { readingOf, readingParameters } from '../reading.ts'
import { ownershipChangesExample } from './change-examples.ts'

const Query = z.strictObject({
  ...readingParameters,
  before: z.iso.date().meta({ description: 'The earlier day; `asOf` is the later one', example: '2025-01-01' }),
  cursor: z.string().max(2_000).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

/** Reasons told of one change: an entry of the log each, the newest. */
const REASONS = 5

interface Row {
  entity: EntityRef
  was: OwnerThen[]
  now: OwnerThen[]
  seqs: number[]
  total: number
}

interface LogHead {
  seq: number
  at: string
  by: string
  reason: string | null
}

interface CitedSource {
  id: string
  title: string
  date: string | null
  url: string | null
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

export async function ownershipDiffRoutes(app: App, deps: Deps): Promise<void> {
  const { graph } = deps
  app.get(
    '/ownership/changes',
    {
      schema: {
        operationId: 'listOwnershipChanges',
        summary: 'What changed in ownership between two days',
        description:
          'Everything whose accountable actors differ between `before` and `asOf`: who was, who is, by which sources and for which reason. ' +
          'Both days are valid time on what is known today.',
        tags: ['Ownership'],
        querystring: Query,
        response: answers(OwnershipChanges, { description: 'One page, by name', example: ownershipChangesExample }),
      } satisfies FastifyZodOpenApiSchema,
    },
    async (request, reply) => {
      const { before, cursor, limit, ...asked } = request.query
      const reading = await readingOf(asked, deps, request)
      if (before >= reading.asOf) {
        throw problem('invalid-request', {
          detail: `before (${before}) must be earlier than asOf (${reading.asOf})`,
          errors: [{ path: 'query.before', message: `must be earlier than ${reading.asOf}` }],
        })
      }
      reply.header('cache-control', 'no-cache')
      const scope = { ...reading, before, what: 'ownership-changes' }
      const offset = Number(readCursor(cursor, scope)?.key ?? 0)
      const rows = await graph.read<Row>('queries/ownership_changes', { ...reading, before, offset, limit })
      const entries = new Map<number, LogHead>()
      const seqs = [...new Set(rows.flatMap((row) => row.seqs.slice(0, REASONS)))]
      for (const head of await graph.read<LogHead>('queries/history_heads', { ...reading, seqs }))
        entries.set(head.seq, head)
      const ids = [...new Set(rows.flatMap(({ was, now }) => [...was, ...now].flatMap(({ sourceIds }) => sourceIds)))]
      const sources = await graph.read<CitedSource>('queries/sources', { ...reading, ids })
      const shown = new Set(sources.map(({ id }) => id))
      const total = rows[0]?.total ?? 0
      const end = offset + rows.length
      return {
        before,
        asOf: reading.asOf,
        sentence: {
          de: `${total === 0 ? 'Keine Verantwortung hat' : `${count(total, 'Verantwortung hat', 'Verantwortungen haben')}`} zwischen diesen beiden Tagen gewechselt, begonnen oder geendet.`,
          en: `${total === 0 ? 'No accountability' : count(total, 'accountability', 'accountabilities')} changed hands, began or ended between these two days.`,
        },
        items: rows.map((row) => tell(row, entries, shown)),
        sources: sources.map(({ id, title, date, url }) => present({ id, title, date, url })),
        total,
        nextCursor: end < total ? writeCursor({ key: String(end), id: rows.at(-1)?.entity.id ?? '' }, scope) : null,
      }
    },
  )
}

function tell({ entity, was, now, seqs }: Row, entries: ReadonlyMap<number, LogHead>, shown: ReadonlySet<string>): OwnershipChange {
  const owner = (one: OwnerThen): OwnerThen => ({ ...one, sourceIds: one.sourceIds.filter((id) => shown.has(id)) })
  return {
    entity,
    kind: was.length === 0 ? 'begun' : now.length === 0 ? 'ended' : 'handed-over',
    was: was.map(owner),
    now: now.map(owner),
    entries: seqs.slice(0, REASONS).flatMap((seq) => {
      const head = entries.get(seq)
      return head?.reason ? [{ at: head.at, by: head.by, reason: head.reason }] : []
    }),
  }
}
