/** Exports at the same time: as many as there are places, and a place is free as soon as its reader is done or gone. */
import { randomBytes } from 'node:crypto'
import { get as request, type IncomingMessage } from 'node:http'
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import { beforeAll, expect, test } from 'vitest'
import { newInitiative, townServer } from '../changes/town.ts'

const { door } = townServer()

/** Texts that are larger together than what the machine keeps of an answer that nobody reads; letters, as a number may be a telephone's. */
const text = () => randomBytes(6_000).toString('hex').replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')
const parts = 25
const ofPart = 60

beforeAll(async () => {
  for (let part = 0; part < parts; part++) {
    const changes = Array.from({ length: ofPart }, (_, index) => newInitiative(`lang-${part}-${index}`, { description: text() }))
    expect((await door.write(changes)).status).toBe(200)
  }
}, 300_000)

/** Begins a download and reads nothing of it. */
const begun = (format = 'graphml') =>
  new Promise<IncomingMessage>((resolve, reject) => {
    request(door.url(`/exports/${format}`), { agent: false }, resolve).once('error', reject)
  })

/** What this many at the same time are answered; each is given up again. */
async function answered(count: number, format = 'graphml') {
  const begunNow = await Promise.all(Array.from({ length: count }, () => begun(format)))
  for (const answer of begunNow) answer.destroy()
  return begunNow.map(({ statusCode }) => statusCode)
}

/** The server hears of a lost connection a little later. */
const soon = { timeout: 20_000, interval: 500 }

async function read(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

test('two at a time; a third is told to come back, until one has been read or given up', async () => {
  const first = await begun()
  const second = await begun('cytoscape.json')
  expect([first.statusCode, second.statusCode]).toEqual([200, 200])

  const third = await begun('jsonld')
  expect(third.statusCode).toBe(503)
  expect(third.headers['content-type']).toContain('application/problem+json')
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
  const { type, sentence } = JSON.parse(await read(third)) as Problem
  expect(type).toBe('urn:kommunalgraph:problem:busy')
  expect(sentence.de).toMatch(/^Gerade laden schon andere herunter/)
  // A refused one has taken no place, and nobody else is kept waiting.
  expect(await answered(1, 'csv.zip')).toEqual([503])
  expect((await door.get('/entities?limit=1')).status).toBe(200)
  expect((await door.get('/exports/graphml?asOf=gestern')).status).toBe(400)
  // The full dump has a lock of its own.
  expect((await fetch(door.url('/exports/jsonl'), { method: 'GET' })).status).toBe(200)

  first.destroy()
  await expect.poll(() => answered(1), soon).toEqual([200])

  const whole = await read(second)
  expect([whole.length > parts * ofPart * 12_000, whole.includes(`lang-${parts - 1}-${ofPart - 1}`)]).toEqual([true, true])
  await expect.poll(() => answered(2), soon).toEqual([200, 200])
  await expect.poll(() => answered(3).then((codes) => codes.sort()), soon).toEqual([200, 200, 503])
})
