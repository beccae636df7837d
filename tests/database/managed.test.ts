import { createServer, type Server } from 'node:http'
import { existsSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, freePort, pinnedVersion, startDatabase, throwAwayDatabase } from '@kommunalgraph/database'
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, lives, startOwner, temporaryFolder } from './places.ts'

const dataDir = temporaryFolder()
const small = { heap: '512m', pageCache: '64m' }
let kept: Database
let other: Database

beforeAll(async () => {
  // Both at once: two folders never disturb each other.
  ;[kept, other] = await Promise.all([
    startDatabase({ dataDir, ...small, boltPort: await freePort() }),
    throwAwayDatabase(),
  ])
})
afterAll(async () => {
  await Promise.all([kept?.stop(), other?.stop()])
  rmSync(dataDir, { recursive: true, force: true })
})

describe('a managed database', { timeout: 180_000 }, () => {
  test('two at once are two graphs', async () => {
    await ask(kept, "CREATE (:Probe {name: 'kept'})")
    expect(await ask(other, 'MATCH (n) RETURN count(n) AS n')).toEqual([{ n: 0 }])
    expect(kept.version).toBe(pinnedVersion())
    expect(
      (await ask(kept, 'CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition'))[0],
    ).toEqual({
      version: pinnedVersion(),
      edition: 'community',
    })
  })

  test('its password is its own and readable by this user alone', async () => {
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(kept.password).toHaveLength(48)
    expect(kept.password).not.toBe(other.password)
    const driver = neo4j.driver(kept.uri, neo4j.auth.basic('neo4j', other.password))
    await expect(driver.verifyConnectivity()).rejects.toThrow(/unauthorized/i)
    await driver.close()
  })

  test.runIf(process.platform === 'linux')('listens on the loopback interface and nowhere else', () => {
    const sockets = listeningSockets(kept.pid)
    expect(sockets).toEqual([{ address: '127.0.0.1', port: kept.boltPort }])
  })

  describe('LOAD CSV reads nothing', () => {
    let server: Server
    let asked = 0
    let port = 0
    beforeAll(async () => {
      server = createServer((_request, response) => {
        asked += 1
        response.end('a,b\n1,2\n')
      })
      port = await freePort()
      await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
      writeFileSync(join(dataDir, 'neo4j', 'rows.csv'), 'a,b\n1,2\n')
    })
    afterAll(() => server.close())

    test.each([
      'http://127.0.0.1:PORT/rows.csv',
      'http://localhost:PORT/rows.csv',
      'http://[::1]:PORT/rows.csv',
      'https://127.0.0.1:PORT/',
      'ftp://127.0.0.1:PORT/',
      'file:///rows.csv',
      'file:///etc/passwd',
    ])('%s', async (url) => {
      const text = `LOAD CSV FROM '${url.replace('PORT', String(port))}' AS row RETURN row`
      await expect(ask(kept, text)).rejects.toThrow(/block|not allowed|disabled|configuration|restrict|CSV/i)
      expect(asked).toBe(0)
    })
  })

  test('a folder in use is refused, in this process and in another', async () => {
    await expect(startDatabase({ dataDir, ...small })).rejects.toMatchObject({ code: 'FOLDER_IN_USE' })
    const { report } = await startOwner(dataDir)
    expect(report).toMatchObject({ code: 'FOLDER_IN_USE' })
    expect(report.message).toContain(String(process.pid))
    expect(await ask(kept, 'MATCH (n:Probe) RETURN n.name AS name')).toEqual([{ name: 'kept' }])
  })

  test('a stop is quick, can be asked for twice, and keeps the data; another start of an older version keeps a copy', async () => {
    const began = performance.now()
    await Promise.all([kept.stop(), kept.stop()])
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(await kept.exited).toMatchObject({ expected: true })
    expect(lives(kept.pid)).toBe(false)
    expect(readdirSync(dataDir).sort()).toEqual(['neo4j', 'password', 'version.json'])

    writeFileSync(join(dataDir, 'version.json'), '{"neo4j":"2026.01.0","layout":1}')
    const { password } = kept
    kept = await startDatabase({ dataDir, ...small })
    expect(kept.password).toBe(password)
    expect(await ask(kept, 'MATCH (n:Probe) RETURN n.name AS name')).toEqual([{ name: 'kept' }])
    expect(kept.notices.join()).toContain('upgraded from Neo4j 2026.01.0')
    expect(existsSync(join(dataDir, 'before-upgrade', '2026.01.0', 'databases', 'neo4j'))).toBe(true)
    expect(JSON.parse(readFileSync(join(dataDir, 'version.json'), 'utf8'))).toMatchObject({ neo4j: pinnedVersion() })
  })

  test('one that is killed says so, and starts again on the same port with all that was saved', async () => {
    const { boltPort } = kept
    process.kill(kept.pid, 'SIGKILL')
    expect(await kept.exited).toEqual({ code: null, signal: 'SIGKILL', expected: false })
    await kept.stop()
    kept = await startDatabase({ dataDir, ...small, boltPort })
    expect(kept.boltPort).toBe(boltPort)
    expect(await ask(kept, 'MATCH (n:Probe) RETURN n.name AS name')).toEqual([{ name: 'kept' }])
  })

  test('a throw-away one takes its folder with it', async () => {
    expect(existsSync(other.dataDir)).toBe(true)
    await other.stop()
    expect(existsSync(other.dataDir)).toBe(false)
    expect(lives(other.pid)).toBe(false)
  })

  test('a password that does not fit, and memory that is not there, are said', async () => {
    await kept.stop()
    writeFileSync(join(dataDir, 'password'), 'another one')
    await expect(startDatabase({ dataDir, ...small })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
    writeFileSync(join(dataDir, 'password'), kept.password)
    await expect(startDatabase({ dataDir, heap: '9000g' })).rejects.toMatchObject({ code: 'MEMORY' })
    expect(readdirSync(dataDir).filter((name) => name.startsWith('lock'))).toEqual([])
  })

  test('a start that is broken off leaves nothing running', async () => {
    const halt = new AbortController()
    setTimeout(() => halt.abort(), 800)
    await expect(startDatabase({ dataDir, ...small, signal: halt.signal })).rejects.toThrow(/abort/i)
    expect(existsSync(join(dataDir, 'lock.json'))).toBe(false)
  })
})

/** The TCP sockets on which a process listens, from /proc. */
function listeningSockets(pid: number): { address: string; port: number }[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
      } catch {
        return undefined
      }
    }),
  )
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && inodes.has(fields[9]))
      .map((fields) => {
        const [hex = '', port = ''] = (fields[1] ?? '').split(':')
        // The last four bytes, stored backwards; an IPv6 socket holds the IPv4 address in its end.
        const bytes = (hex.slice(-8).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse()
        const mapped = hex.length === 8 || hex.startsWith('0000000000000000FFFF0000')
        return { address: mapped ? bytes.join('.') : hex, port: Number.parseInt(port, 16) }
      }),
  )
}
