import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import {
  checkPrerequisites,
  DatabaseError,
  ensureJars,
  findJava,
  freePort,
  isPortFree,
  listJava,
  pinnedVersion,
  startDatabase,
} from '@kommunalgraph/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from './places.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The code of the DatabaseError that something throws; its message must name a next step. */
async function faultOf(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    expect(error.message).toMatch(/Install|set KG_DATA|KG_DATA|Put |Check|Stop|Write|Update|Restore|start again/)
    return error.code
  }
  return 'no fault'
}

/** A folder that looks like a Java installation of the given version. */
function fakeJava(version: string): string {
  const home = join(folder, `java ${version}`)
  mkdirSync(join(home, 'bin'), { recursive: true })
  writeFileSync(join(home, 'release'), `IMPLEMENTOR="Nobody"\nJAVA_VERSION="${version}"\n`)
  writeFileSync(join(home, 'bin', 'java'), '#!/bin/sh\nexit 1\n')
  chmodSync(join(home, 'bin', 'java'), 0o755)
  return home
}

describe('Java', () => {
  test('the newest that was tried comes first, an untried one last', () => {
    const found = listJava({ JAVA_HOME: fakeJava('21.0.4'), PATH: join(fakeJava('99.0.1'), 'bin') })
    expect(found.map((java) => java.version)).toEqual(expect.arrayContaining(['21.0.4', '99.0.1']))
    expect(found.at(-1)?.version).toBe('99.0.1')
    expect(found[0]?.major).toBeGreaterThanOrEqual(21)
    expect(found[0]?.major).toBeLessThanOrEqual(25)
  })

  test('KG_JAVA_HOME alone counts where it is set', () => {
    const home = fakeJava('22.0.2')
    expect(findJava({ ...process.env, KG_JAVA_HOME: home })).toMatchObject({ home, version: '22.0.2', major: 22 })
  })

  test('none, or one that is too old, is said', async () => {
    expect(await faultOf(() => findJava({ KG_JAVA_HOME: join(folder, 'nothing') }))).toBe('JAVA_MISSING')
    expect(await faultOf(() => findJava({ KG_JAVA_HOME: fakeJava('17.0.15') }))).toBe('JAVA_TOO_OLD')
    expect(await faultOf(() => findJava({ KG_JAVA_HOME: fakeJava('1.8.0_392') }))).toBe('JAVA_TOO_OLD')
  })
})

describe('jars', () => {
  test('Maven is asked for only while the jars are not there', async () => {
    expect(await faultOf(() => checkPrerequisites({ PATH: '', KG_JARS: join(folder, 'no jars') }))).toBe(
      'MAVEN_MISSING',
    )
    expect(await faultOf(() => ensureJars({ env: { PATH: '', KG_JARS: join(folder, 'no jars') } }))).toBe(
      'MAVEN_MISSING',
    )
  })

  test('a Maven that fails leaves nothing half done', async () => {
    const bin = join(folder, 'maven', 'bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, 'mvn'), '#!/bin/sh\necho "[ERROR] no network" >&2\nexit 1\n')
    chmodSync(join(bin, 'mvn'), 0o755)
    const target = join(folder, 'jars')
    const env = { ...process.env, MAVEN_HOME: join(folder, 'maven'), KG_JARS: target }
    await expect(ensureJars({ env })).rejects.toThrow(/no network/)
    expect(await faultOf(() => ensureJars({ env }))).toBe('JARS_UNRESOLVED')
    expect(readdirSync(target)).toEqual([])
  })

  test('the second time they are there without Maven', async () => {
    await ensureJars()
    const { jars, version } = await ensureJars({ env: { ...process.env, PATH: '', MAVEN_HOME: '', M2_HOME: '' } })
    expect(version).toBe(pinnedVersion())
    expect(jars.length).toBeGreaterThan(150)
  })
})

describe('ports', () => {
  test('a free one is free, a taken one is not', async () => {
    const port = await freePort()
    expect(await isPortFree(port)).toBe(true)
    const server = createServer()
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
    expect(await isPortFree(port)).toBe(false)
    const dataDir = join(folder, 'port')
    expect(await faultOf(() => startDatabase({ dataDir, boltPort: port }))).toBe('PORT_IN_USE')
    await new Promise((done) => server.close(done))
  })
})

describe('data folders that are left alone', () => {
  const dataDir = join(folder, 'data')
  const version = join(dataDir, 'version.json')
  const store = join(dataDir, 'neo4j', 'data', 'databases', 'neo4j', 'neostore')
  beforeAll(() => {
    mkdirSync(join(dataDir, 'neo4j', 'data', 'databases', 'neo4j'), { recursive: true })
    mkdirSync(join(dataDir, 'neo4j', 'data', 'databases', 'system'), { recursive: true })
    writeFileSync(store, 'the graph')
  })

  test.each([
    ['of a newer Neo4j', '{"neo4j":"2099.01.0"}', 'VERSION_NEWER'],
    ['of the same month, later patch', `{"neo4j":"${pinnedVersion().replace(/\d+$/, '99')}"}`, 'VERSION_NEWER'],
    ['of Neo4j 5', '{"neo4j":"5.26.1"}', 'VERSION_TOO_OLD'],
    ['whose version file is broken', '{"neo4j":', 'DATA_UNKNOWN'],
    ['whose password file is gone', `{"neo4j":"${pinnedVersion()}"}`, 'PASSWORD_MISSING'],
  ])('%s', async (_name, content, code) => {
    writeFileSync(version, content)
    expect(await faultOf(() => startDatabase({ dataDir }))).toBe(code)
    expect(readFileSync(version, 'utf8')).toBe(content)
    expect(readFileSync(store, 'utf8')).toBe('the graph')
    // The folder is let go of again.
    expect(readdirSync(dataDir).filter((name) => name.startsWith('lock'))).toEqual([])
  })

  test('without a version file', async () => {
    rmSync(version)
    expect(await faultOf(() => startDatabase({ dataDir }))).toBe('DATA_UNKNOWN')
    expect(readFileSync(store, 'utf8')).toBe('the graph')
  })

  test('a folder that cannot be made', async () => {
    expect(await faultOf(() => startDatabase({ dataDir: join(store, 'below a file') }))).toBe('DISK_UNWRITABLE')
    expect(await faultOf(() => startDatabase({ dataDir: store }))).toBe('DISK_UNWRITABLE')
  })

  test('memory that is not understood', async () => {
    expect(await faultOf(() => startDatabase({ dataDir, heap: 'lots' }))).toBe('BAD_MEMORY')
    expect(await faultOf(() => startDatabase({ dataDir, pageCache: '1.5g' }))).toBe('BAD_MEMORY')
  })
})
