/**
 * Rooms of tests. `plain` needs nothing; `seeded` shares one database with both demos, so its tests only read it;
 * `own` starts its own databases and processes; of both together two files run at a time, since a machine may be small.
 * `TESTS=faults` runs the fault runs instead: those that measure how soon an answer comes one at a time, the others, and what is
 * too long for `npm test`, two at a time.
 */
import { defineConfig } from 'vitest/config'

/** A database of a few minutes spends most of its processor on the JVM's second compiler, for speed that it never reaps. */
const brief = { JDK_JAVA_OPTIONS: process.env.JDK_JAVA_OPTIONS ?? '-XX:TieredStopAtLevel=1' }
// For the set-up, which runs in this process, and for all that it starts.
Object.assign(process.env, brief)

const setup = new URL('./neo4j.ts', import.meta.url).pathname

/** Files that write, break or count on an empty graph, wherever they lie. */
const own = ['tests/database/**/*.test.ts', 'tests/changes/**/*.test.ts', 'tests/**/*.own.test.ts']
/** Processes that are killed: they run with the faults. */
const killing = ['tests/database/{start,owner-dies}.test.ts']
/** Faults without a clock: whatever else runs, all or nothing of a write is there. */
const untimed = ['tests/faults/{answers-noise,import-killed,import-real}.test.ts']
/** Whole rooms played through, minutes each: they run after the faults, two at a time. */
const long = [
  'tests/quality/rules.own.test.ts',
  'tests/browser/{accounts,bubbles,edit,import,merging}.own.test.ts',
  'tests/exports/{dump,at-once}.own.test.ts',
  'tests/api/{home,leak,page,scenarios}.own.test.ts',
  'tests/imports/{imports,undo}.own.test.ts',
  'tests/merging/merging.own.test.ts',
  'tests/changes/{demo,history,migrations,once}.test.ts',
  'tests/cypher/hidden.own.test.ts',
  'tests/attacks/{files,page}.own.test.ts',
]
/** The same, on the database that the seeded tests share. */
const longSeeded = ['tests/browser/{axe-phone,axe-stewards,boards,journeys,map-layouts,scenarios,search,sight,tenants}.test.ts']
const seeded = ['tests/api/**/*.test.ts', 'tests/cypher/**/*.test.ts', 'tests/browser/**/*.test.ts']

const slow = { testTimeout: 120_000, hookTimeout: 300_000, maxWorkers: 2 }

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects:
      process.env.TESTS === 'faults'
        ? [
            {
              extends: true,
              test: {
                name: 'faults',
                include: ['tests/faults/**/*.test.ts', ...killing],
                exclude: untimed,
                ...slow,
                maxWorkers: 1,
                testTimeout: 1_800_000,
                sequence: { groupOrder: 0 },
              },
            },
            // These ask so much of the database that its second compiler pays.
            {
              extends: true,
              test: { name: 'untimed', include: untimed, env: { JDK_JAVA_OPTIONS: '' }, ...slow, testTimeout: 1_800_000, sequence: { groupOrder: 1 } },
            },
            { extends: true, test: { name: 'long', include: long, ...slow, testTimeout: 600_000, sequence: { groupOrder: 1 } } },
            {
              extends: true,
              test: { name: 'long seeded', include: longSeeded, globalSetup: [setup], ...slow, sequence: { groupOrder: 1 } },
            },
          ]
        : [
            {
              extends: true,
              test: {
                name: 'plain',
                include: ['tests/{contract,seed,property,start,web}/**/*.test.ts'],
                exclude: own,
                testTimeout: 30_000,
                sequence: { groupOrder: 0 },
              },
            },
            {
              extends: true,
              test: {
                name: 'seeded',
                include: seeded,
                exclude: [...own, ...longSeeded],
                globalSetup: [setup],
                ...slow,
                sequence: { groupOrder: 1 },
              },
            },
            { extends: true, test: { name: 'own', include: own, exclude: [...long, ...killing], ...slow, sequence: { groupOrder: 1 } } },
          ],
  },
})
