/** Files that are more than they seem, sent to a real server: it refuses them early, holds little memory, leaves nothing behind, and goes nowhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginning, doorOf, type Refused } from '../changes/town.ts'
import { send } from '../http.ts'
import { csv, importsOf } from '../imports/upload.ts'
import { startWorld, type World } from '../neo4j.ts'

let world: World
const door = doorOf(() => world.api.url)
const url = (path: string) => `${world.api.url}/api/v1${path}`
/** Of this server alone; others on this machine have theirs elsewhere. */
const folder = mkdtempSync(join(tmpdir(), 'kommunalgraph-attacked-'))

beforeAll(async () => {
  world = await startWorld({ seeded: false, settings: { TMPDIR: folder } })
  expect((await door.write(beginning)).status).toBe(200)
}, 300_000)
afterAll(async () => {
  await world?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What was refused has changed nothing. */
async function unchanged<T>(attack: () => Promise<T>): Promise<T> {
  const seq = async () => (await door.get<{ seq: number }>('/ready')).body.seq
  const before = await seq()
  const result = await attack()
  expect(await seq()).toBe(before)
  return result
}

/** Memory of a process in bytes, as the kernel counts it. */
const residentOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024
const staged = () => readdirSync(folder).filter((name) => name.startsWith('kommunalgraph-import-'))

/** The most that the server holds while something is done, beyond what it held before. */
async function grownDuring(work: () => Promise<unknown>): Promise<number> {
  const pid = world.api.process.pid ?? 0
  const before = residentOf(pid)
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, residentOf(pid))
  }, 20)
  try {
    await work()
  } finally {
    clearInterval(look)
  }
  return Math.max(most, residentOf(pid)) - before
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** The least that is a workbook, around one sheet. */
const workbookOf = (sheet: string, more: Record<string, Uint8Array> = {}) =>
  zipSync(
    {
      '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
      '_rels/.rels': strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
      'xl/workbook.xml': strToU8(`<workbook xmlns:r="${relationships}"><sheets><sheet name="Blatt" sheetId="1" r:id="r1"/></sheets></workbook>`),
      'xl/_rels/workbook.xml.rels': strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
      'xl/worksheets/sheet1.xml': strToU8(sheet),
      ...more,
    },
    { level: 6 },
  )

describe('files that are more than they seem', () => {
  const client = () => importsOf(world.api.url)
  const mib = 1_048_576

  test('B24, B26: bombs are refused, and the server that answers everybody hardly notices', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
    const header = `<row>${Array.from({ length: 199 }, (_, at) => cell(`s${at}`)).join('')}</row>`
    const bombs: [string, Uint8Array, string][] = [
      ['cells.xlsx', workbookOf(`<worksheet><sheetData>${header}${`<row>${'<c><v>1</v></c>'.repeat(199)}</row>`.repeat(40_000)}</sheetData></worksheet>`), 'too-many-cells'],
      ['leer.xlsx', workbookOf('', { 'xl/worksheets/sheet1.xml': new Uint8Array(400 * mib).fill(32) }), 'file-empty'],
      ['lachen.xlsx', workbookOf(`<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}"><!ENTITY c "${'&b;'.repeat(1_000)}">]><worksheet>&c;</worksheet>`), 'xml-doctype'],
      ['viele.xlsx', workbookOf('<worksheet/>', Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`x/${at}`, new Uint8Array(0)]))), 'zip-bomb'],
      ['hinaus.xlsx', workbookOf('<worksheet/>', { '../../../../tmp/kommunalgraph-evil': strToU8('x') }), 'unsafe-path'],
      ['zip.zip', zipSync({ 'a.zip': zipSync({ 'b.csv': new Uint8Array(50 * mib) }) }), 'unknown-format'],
    ]
    // Packing them took this process so long that connections were closed meanwhile; it must hear of that first.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    for (const [name, bytes, rule] of bombs) {
      expect(bytes.length, name).toBeLessThan(8 * mib)
      let refused: { state: string; rule: string | undefined } | undefined
      const grown = await grownDuring(() =>
        unchanged(async () => {
          const { body } = await client().upload(name, bytes)
          refused = { state: body.state, rule: body.issues[0]?.rule }
        }),
      )
      expect({ name, ...refused }).toEqual({ name, state: 'refused', rule })
      expect(grown, name).toBeLessThan(150 * mib)
    }
    expect(staged()).toEqual([])
  }, 240_000)

  test('B21: an upload that says it is too large is refused before it comes; one that does not say so is cut off; neither leaves a file', async () => {
    const { port } = new URL(world.api.url)
    const boundary = 'grenze'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="gross.csv"\r\ncontent-type: text/csv\r\n\r\n`
    const sendLarge = (headers: Record<string, string>, bytes: number) =>
      new Promise<{ status: number; sent: number }>((resolve, reject) => {
        const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/imports', headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers } })
        let sent = 0
        let answered = false
        request.once('response', (response) => {
          answered = true
          response.resume()
          response.once('end', () => {
            request.destroy()
            resolve({ status: response.statusCode ?? 0, sent })
          })
        })
        request.once('error', (error) => (answered ? undefined : reject(error)))
        request.write(head)
        const piece = Buffer.alloc(mib, 'a;b\n')
        const more = () => {
          while (!answered && sent < bytes) {
            sent += piece.length
            if (!request.write(piece)) return
          }
          if (!answered && sent >= bytes) request.end(`\r\n--${boundary}--\r\n`)
        }
        request.on('drain', more)
        // Whoever is told early need not send at all.
        setTimeout(more, 300)
      })
    const said = await sendLarge({ 'content-length': String(500 * mib) }, 500 * mib)
    expect(said).toEqual({ status: 413, sent: 0 })
    let unsaid: { status: number; sent: number } | undefined
    const grown = await grownDuring(async () => {
      unsaid = await sendLarge({ 'transfer-encoding': 'chunked' }, 500 * mib)
    })
    expect(unsaid?.status).toBe(413)
    expect(grown).toBeLessThan(150 * mib)
    await expect.poll(staged).toEqual([])
  }, 240_000)

  test('B21: whoever hangs up in the middle of an upload leaves no file either', async () => {
    const { port } = new URL(world.api.url)
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/imports', headers: { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' } })
    request.on('error', () => undefined)
    request.write(`--x\r\ncontent-disposition: form-data; name="file"; filename="halb.csv"\r\n\r\n${'a;b\n'.repeat(50_000)}`)
    await expect.poll(staged).toHaveLength(1)
    request.destroy()
    await expect.poll(staged).toEqual([])
  })

  test('B5, B22, B23, B27: pages, pictures, old workbooks, cells of ten megabytes and a million columns are told apart from tables', async () => {
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2_000)])
    const files: [string, string | Uint8Array][] = [
      ['seite.csv', '<!doctype html><script>window.kgAttack=1</script>'],
      ['bild.csv', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['bild.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['alt.xls', old],
      ['makro.xlsm', workbookOf('<worksheet/>', { 'xl/vbaProject.bin': new Uint8Array(8) })],
      ['zelle.csv', `Bezeichnung;Art\n${'x'.repeat(10 * mib)};Amt\n`],
      ['breit.csv', `${'a;'.repeat(1_000_000)}b\n1;2\n`],
    ]
    for (const [name, content] of files) {
      const { status, body } = await unchanged(() => client().upload(name, content))
      expect([201, 413, 415, 422], name).toContain(status)
      if (status === 201) expect({ name, state: body.state }).toEqual({ name, state: 'refused' })
    }
  }, 120_000)

  test('B53, B54: a name of a file is a name: it leads nowhere, and no header is made of it', async () => {
    for (const name of ['../../../../tmp/kommunalgraph-evil.csv', '..\\..\\evil.csv', 'a\r\nX-Evil: 1.csv', 'a";x="b.csv', '/etc/passwd.csv', `${'ä'.repeat(500)}.csv`, 'a\u0000b.csv', '<img src=x onerror=alert(1)>.csv', '__proto__.csv', '\u202egpj.csv']) {
      const { status, body } = await client().upload(name, csv(['Bezeichnung', 'Art', 'Unbekannt'], ['Amt', 'Quatsch', 'x']))
      expect([201, 400, 422], name).toContain(status)
      if (status !== 201) continue
      const marked = await fetch(url(`/imports/${body.id}/marked`))
      expect([200, 404], name).toContain(marked.status)
      expect(marked.headers.get('x-evil')).toBeNull()
      if (marked.status === 200) expect(marked.headers.get('content-disposition')).toMatch(/^attachment; filename="fehler\.csv"; filename\*=UTF-8''[\w.%!'()*~-]+$/)
      await marked.arrayBuffer()
    }
    expect(readdirSync('/tmp').filter((name) => name.includes('kommunalgraph-evil'))).toEqual([])
    expect(staged()).toEqual([])
  })

  test('B45: an OParl address goes nowhere that the operator has not named', async () => {
    for (const address of ['http://127.0.0.1/', 'http://[::1]/', 'http://0x7f000001/', 'http://2130706433/', 'http://169.254.169.254/latest', 'http://localhost./', 'http://ris.example@127.0.0.1/', 'file:///etc/passwd', 'gopher://127.0.0.1:25/', world.api.url, 'http://[fe80::1]/', 'x'.repeat(50_000)]) {
      const { status, body } = await unchanged(() => send<Refused>(url('/imports'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ url: address }) }))
      expect({ address: address.slice(0, 60), status }).toEqual({ address: address.slice(0, 60), status: 422 })
      expect(body.errors?.[0]?.path).toBe('body.url')
    }
  })
})
