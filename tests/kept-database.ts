/** A database that a test may kill, freeze and start again: its folder, its port and its password stay. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, startDatabase } from '@kommunalgraph/database'
import neo4j, { type Driver } from 'neo4j-driver'
import type { Connection } from './neo4j.ts'

export interface KeptDatabase {
  connection: Connection
  dataDir: string
  /** SIGKILL: power loss, as far as a process can feel it. */
  kill(): Promise<void>
  /** In order, as an operator does it. */
  shut(): Promise<void>
  /** Again on the same folder and port. */
  start(): Promise<void>
  /** Takes connections and never answers. */
  freeze(): void
  thaw(): void
  /** Rows of one statement, whole numbers as numbers. */
  ask<Row>(text: string, parameters?: Record<string, unknown>): Promise<Row[]>
  /** Stops it and removes the folder. */
  remove(): Promise<void>
}

/** `parent`: where its folder lies. */
export async function keepDatabase(parent = tmpdir()): Promise<KeptDatabase> {
  const dataDir = await mkdtemp(join(parent, 'kommunalgraph-kept-'))
  const size = { heap: '512m', pageCache: '64m' }
  let running: Database = await startDatabase({ dataDir, ...size })
  const { uri, user, password, database, boltPort } = running
  let driver: Driver | undefined
  const closeDriver = async () => {
    await driver?.close()
    driver = undefined
  }
  const shut = async () => {
    await closeDriver()
    await running.stop()
  }
  return {
    connection: { uri, user, password, database },
    dataDir,
    kill: async () => {
      process.kill(running.pid, 'SIGKILL')
      await running.exited
      // Lets go of the folder; the process is gone already.
      await shut()
    },
    shut,
    start: async () => {
      running = await startDatabase({ dataDir, ...size, boltPort })
    },
    freeze: () => void process.kill(running.pid, 'SIGSTOP'),
    thaw: () => void process.kill(running.pid, 'SIGCONT'),
    ask: async <Row>(text: string, parameters: Record<string, unknown> = {}) => {
      driver ??= neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true })
      const { records } = await driver.executeQuery(text, parameters, { database })
      return records.map((record) => record.toObject() as Row)
    },
    remove: async () => {
      await shut()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
