/** One run of the benchmark; `npm run bench` comes here. Options and figures: docs/benchmarks.md. */
import { parseArgs } from 'node:util'
import { type HotCase, hotCases } from './cases.ts'
import { measureDoor } from './door.ts'
import { measureExports } from './exports.ts'
import { httpClient } from './http-client.ts'
import { measureImports } from './imports.ts'
import { machine } from './machine.ts'
import { loaded, timed, warm } from './measure.ts'
import { plansOf } from './plans.ts'
import { asText, goalsOf, margin, type Report, type WorldFigures } from './report.ts'
import { measureSecondStart } from './second-start.ts'
import { chromiumPath, measureStartPage } from './start-page.ts'
import { measureStewardForm } from './steward-form.ts'
import { measureQuestions } from './questions.ts'
import { recorderOn } from './statements.ts'
import { measureChecks, measureReaders } from './trust.ts'
import { type BenchWorld, type Size, startBenchWorld } from './world.ts'

const parts = ['routes', 'page', 'door', 'imports', 'exports', 'questions', 'checks', 'readers'] as const
type Part = (typeof parts)[number]

interface Options {
  sizes: Size[]
  rounds: number
  only: readonly Part[]
  start: boolean
  json: boolean
  gate: boolean
  /** Rows of the import that is measured. */
  importRows: number
}

/** Throws a sentence for an option that cannot be used. */
function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: 'demo,10000,100000' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: parts.join(',') },
      start: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      gate: { type: 'boolean', default: false },
      'import-rows': { type: 'string', default: '95000' },
    },
  })
  const sizes = values.sizes.split(',').map((text): Size => {
    const size = Number(text)
    if (text === 'demo') return text
    if (!Number.isInteger(size) || size < 2_000 || size > 1_000_000)
      throw new RangeError(`--sizes: "${text}" is neither "demo" nor a number from 2000 to 1000000`)
    return size
  })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds: a number from 1')
  const only = values.only.split(',').map((text) => {
    const part = parts.find((one) => one === text)
    if (!part) throw new RangeError(`--only: "${text}" is none of ${parts.join(', ')}`)
    return part
  })
  const importRows = Number(values['import-rows'])
  if (!Number.isInteger(importRows) || importRows < 1_000 || importRows > 95_000)
    throw new RangeError('--import-rows: a number from 1000 to 95000')
  return { ...values, sizes, rounds, only, importRows }
}

const say = (text: string) => process.stderr.write(`${text}\n`)

/** The hot questions of a world, with nothing left open. */
async function hotCasesOf(world: BenchWorld): Promise<HotCase[]> {
  const http = httpClient(world.url)
  const recorder = await recorderOn(world)
  try {
    return await hotCases(world, http, recorder)
  } finally {
    http.close()
    await recorder.close()
  }
}

async function measureWorld(world: BenchWorld, rounds: number): Promise<WorldFigures> {
  const http = httpClient(world.url)
  const recorder = await recorderOn(world)
  try {
    const hot = await hotCases(world, http, recorder)
    const sides = { driver: world.driver, http }
    const cases: WorldFigures['cases'][number][] = []
    for (const one of hot) {
      say(`${world.size}: ${one.name}`)
      await warm(sides, one)
      const timing = await timed(sides, one, rounds)
      const throughput = await loaded(sides, one)
      const { name, goal, rows, statementsPerRequest, bare } = one
      cases.push({ name, goal, rows, statementsPerRequest, bare, timing, throughput })
    }
    const plans = await plansOf(
      world.driver,
      recorder,
      hot.flatMap(({ requests: [first] }) => (first ? [first.path] : [])),
    )
    return {
      size: String(world.size),
      entities: world.entities,
      facts: world.facts,
      loaded: world.loaded,
      cases,
      plans,
    }
  } finally {
    http.close()
    await recorder.close()
  }
}

async function run({ sizes, rounds, only, start, importRows }: Options): Promise<Report> {
  const began = performance.now()
  const report: Report = { machine: machine(), seconds: 0, rounds, worlds: [] }
  // Once, on the smallest generated graph: what it costs does not hang on the size.
  const forDoor = sizes.find((size) => size !== 'demo')
  for (const size of sizes) {
    const needed =
      only.includes('routes') ||
      only.includes('questions') ||
      (only.includes('page') && size === 'demo') ||
      (only.includes('exports') && size !== 'demo') ||
      (size === 'demo' && (only.includes('checks') || only.includes('readers'))) ||
      ((only.includes('door') || only.includes('imports')) && size === forDoor)
    if (!needed) continue
    const world = await startBenchWorld(size, (text) => say(`${size}: ${text}`))
    try {
      if (only.includes('page') && size === 'demo') {
        const chromium = chromiumPath()
        say('demo: start page')
        if (chromium) {
          report.startPage = await measureStartPage(world.url, chromium)
          report.stewardForm = await measureStewardForm(world.url, chromium)
        } else say('No Chromium: the start page is not measured. Name one with CHROMIUM=/path/to/chromium.')
      }
      if (only.includes('routes')) report.worlds.push(await measureWorld(world, rounds))
      if (only.includes('questions')) {
        say(`${size}: every question`)
        report.answers = [...(report.answers ?? []), { size: String(size), entities: world.entities, figures: await measureQuestions(world, rounds) }]
      }
      if (only.includes('door') && size === forDoor) {
        say(`${size}: the one door`)
        report.door = await measureDoor(world)
      }
      // Before anything is brought in: what grows with the size of the graph must be seen on each.
      if (only.includes('exports') && size !== 'demo') {
        say(`${size}: exports`)
        report.exports = [...(report.exports ?? []), { entities: world.entities, facts: world.facts, figures: await measureExports(world) }]
      }
      if (only.includes('imports') && size === forDoor) {
        say(`${size}: imports`)
        report.imports = await measureImports(world, importRows)
      }
      if (size === 'demo' && (only.includes('readers') || only.includes('checks'))) {
        const hot = await hotCasesOf(world)
        if (only.includes('readers')) {
          say('demo: two hundred readers')
          report.readers = await measureReaders(world, hot)
        }
        // Last: from here on the world has accounts.
        if (only.includes('checks')) {
          say('demo: with checks and without')
          report.checks = await measureChecks(world, hot, rounds)
        }
      }
    } finally {
      await world.stop()
    }
  }
  if (start) {
    say('npm start, twice')
    report.secondStart = await measureSecondStart()
  }
  return { ...report, seconds: Math.round((performance.now() - began) / 1000) }
}

try {
  const options = readOptions()
  const report = await run(options)
  console.log(options.json ? JSON.stringify({ ...report, goals: goalsOf(report) }, null, 2) : asText(report))
  const beyond = goalsOf(report).filter(({ value, goal }) => value > goal * margin)
  if (options.gate && beyond.length > 0) process.exitCode = 1
} catch (error) {
  say(error instanceof RangeError ? error.message : String(error instanceof Error ? error.stack : error))
  process.exitCode = 1
}
