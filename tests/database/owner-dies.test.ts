/** The process that started a database dies without a word: no JVM is left behind, and nothing is lost. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, startDatabase } from '@kommunalgraph/database'
import { afterAll, describe, expect, test } from 'vitest'
import { ask, lives, startOwner, temporaryFolder, until } from './places.ts'

const dataDir = temporaryFolder()
const small = { heap: '512m', pageCache: '64m' }
let database: Database | undefined

afterAll(async () => {
  await database?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Every process that this one started. */
const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)

// The children of a process are read from /proc.
describe.runIf(process.platform === 'linux')('when the owner is killed', { timeout: 180_000 }, () => {
  test('a kept database is closed, a throw-away one is killed and its folder removed', async () => {
    const [keeping, throwing] = await Promise.all([startOwner(dataDir), startOwner('throw-away')])
    await ask(keeping.report, "CREATE (:Probe {name: 'first'})")
    keeping.owner.kill('SIGKILL')
    throwing.owner.kill('SIGKILL')
    await until(() => !lives(keeping.report.pid) && !lives(throwing.report.pid), 40_000, 'both JVMs have ended')
    await until(() => !existsSync(join(dataDir, 'lock.json')), 5_000, 'the folder is free')
    await until(() => !existsSync(throwing.report.dataDir), 5_000, 'the throw-away folder is gone')
  })

  test('a database without owner and without guard is found, stopped by its id, and the folder taken over', async () => {
    const { owner, report } = await startOwner(dataDir)
    await ask(report, "CREATE (:Probe {name: 'second'})")
    const guard = childrenOf(owner.pid ?? 0).find((pid) => pid !== report.pid)
    process.kill(guard ?? 0, 'SIGKILL')
    owner.kill('SIGKILL')
    await until(() => !lives(owner.pid ?? 0), 5_000, 'the owner has ended')
    expect(lives(report.pid)).toBe(true)

    database = await startDatabase({ dataDir, ...small })
    expect(lives(report.pid)).toBe(false)
    expect(database.notices.join()).toContain(`process ${report.pid}`)
    expect(await names(database)).toEqual(['first', 'second'])
  })

  test('owner, guard and database killed together: the stale lock is cleared and the graph recovered', async () => {
    await database?.stop()
    const { owner, report } = await startOwner(dataDir)
    await ask(report, "CREATE (:Probe {name: 'third'})")
    for (const pid of childrenOf(owner.pid ?? 0)) process.kill(pid, 'SIGKILL')
    owner.kill('SIGKILL')
    await until(() => !lives(owner.pid ?? 0) && !lives(report.pid), 5_000, 'all have ended')
    expect(existsSync(join(dataDir, 'lock.json'))).toBe(true)

    database = await startDatabase({ dataDir, ...small })
    expect(database.notices.join()).toContain('did not end cleanly')
    expect(await names(database)).toEqual(['first', 'second', 'third'])
  })
})

async function names(at: Database) {
  return (await ask(at, 'MATCH (n:Probe) RETURN n.name AS name ORDER BY name')).map((row) => row.name)
}
