// "Ready" means: it lets us in and answers a query. No driver can be imported here (this runs before install), so the
// few messages of Bolt that one query needs are written by hand. It also spares the API the slow first query of a cold JVM.
import { createConnection } from 'node:net'

const SUCCESS = 0x70
const FAILURE = 0x7f

/** PackStream: strings, whole numbers from -16 to 127, and maps of up to 15 of them. @param {unknown} value @returns {Buffer} */
function pack(value) {
  if (typeof value === 'number') return Buffer.from([value & 0xff])
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8')
    return Buffer.concat([Buffer.from([0xd0, bytes.length]), bytes])
  }
  const entries = Object.entries(/** @type {object} */ (value))
  return Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat().map(pack)])
}

/** @param {number} tag @param {unknown[]} fields @returns {Buffer} a message in one chunk */
function message(tag, ...fields) {
  const body = Buffer.concat([Buffer.from([0xb0 + fields.length, tag]), ...fields.map(pack)])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length)
  return Buffer.concat([length, body, Buffer.alloc(2)])
}

/**
 * Logs in and runs one query.
 * @param {{ port: number, user: string, password: string, database: string, timeoutMs: number, signal?: AbortSignal | undefined }} what
 * @returns {Promise<string | undefined>} undefined when it was answered, else Neo4j's error code or the kind of fault
 */
export function firstQuery({ port, user, password, database, timeoutMs, signal }) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    const end = (/** @type {string | undefined} */ fault) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      socket.destroy()
      resolve(fault)
    }
    const onAbort = () => end('aborted')
    const timer = setTimeout(() => end('timeout'), timeoutMs)
    signal?.addEventListener('abort', onAbort)
    socket.once('error', (error) => end('code' in error ? String(error.code) : error.message))
    socket.once('close', () => end('closed'))
    socket.once('connect', () => {
      // The magic number and Bolt 5.4 down to 5.1, then everything at once: the answers come in the same order.
      socket.write(Buffer.from([0x60, 0x60, 0xb0, 0x17, 0, 3, 4, 5, ...Array(12).fill(0)]))
      socket.write(message(0x01, { user_agent: 'kommunalgraph/start', bolt_agent: { product: 'kommunalgraph/start' } }))
      socket.write(message(0x6a, { scheme: 'basic', principal: user, credentials: password }))
      socket.write(message(0x10, 'CYPHER 25 RETURN 1 AS one', {}, { db: database }))
      socket.write(message(0x3f, { n: -1 }))
    })
    let left = Buffer.alloc(0)
    let version = 0
    let answered = 0
    /** @type {Buffer[]} */
    let chunks = []
    socket.on('data', (data) => {
      left = Buffer.concat([left, data])
      if (version === 0) {
        if (left.length < 4) return
        version = left.readUInt32BE(0)
        left = left.subarray(4)
        if (version === 0) return end('no common Bolt version')
      }
      while (left.length >= 2 && left.length >= 2 + left.readUInt16BE(0)) {
        const length = left.readUInt16BE(0)
        chunks.push(left.subarray(2, 2 + length))
        left = left.subarray(2 + length)
        if (length > 0) continue
        const body = Buffer.concat(chunks)
        chunks = []
        if (body[1] === FAILURE) return end(/Neo\.\w+\.\w+\.\w+/.exec(body.toString('latin1'))?.[0] ?? 'failure')
        // HELLO, LOGON, RUN and PULL each end with one; the row itself does not count.
        if (body[1] === SUCCESS) answered += 1
        if (answered === 4) return end(undefined)
      }
    })
  })
}
