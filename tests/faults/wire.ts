/** A wire between the API and its database that can be slow, dumb or torn: a TCP proxy of a few lines. */
import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../neo4j.ts'

export interface Wire {
  /** The same database, through this wire. */
  connection: Connection
  /** What the database says arrives so much later, in milliseconds. */
  delay(ms: number): void
  /** Not a byte passes, in either direction; connections stay open. */
  pause(): void
  resume(): void
  /** Every connection is reset after so many further bytes of the database. */
  cutAfter(bytes: number): void
  /** The next COMMIT reaches the database, its answer and all that follows on that connection do not. */
  loseNextCommit(): void
  /** How many connections were opened so far. */
  opened(): number
  close(): Promise<void>
}

/** A message of Bolt that commits: a chunk of two bytes, a structure without fields, signature 0x12. */
const commit = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00])

export async function wireTo({ uri, ...rest }: Connection): Promise<Wire> {
  const { hostname, port } = new URL(uri.replace(/^(bolt|neo4j)/, 'http'))
  const pairs = new Set<readonly [Socket, Socket]>()
  let [delayMs, paused, left, losing, opened] = [0, false, Number.POSITIVE_INFINITY, false, 0]
  const end = (pair: readonly [Socket, Socket]) => {
    pairs.delete(pair)
    for (const socket of pair) socket.destroy()
  }
  const server = createServer((client) => {
    opened++
    const database = connect(Number(port), hostname)
    const pair = [client, database] as const
    pairs.add(pair)
    if (paused) for (const socket of pair) socket.pause()
    let lost = false
    /** What was said before and is still on its way: nothing overtakes it, whatever the delay is by now. */
    let underWay = Promise.resolve()
    client.on('data', (bytes: Buffer) => {
      if (losing && bytes.includes(commit)) {
        losing = false
        lost = true
        // The database has it; whoever sent it hears nothing, and then that the connection is gone.
        database.write(bytes)
        setTimeout(() => end(pair), 500)
        return
      }
      database.write(bytes)
    })
    database.on('data', (bytes: Buffer) => {
      if (lost) return
      if (bytes.length > left) {
        client.write(bytes.subarray(0, left), () => client.resetAndDestroy())
        left = Number.POSITIVE_INFINITY
        for (const other of pairs) end(other)
        return
      }
      left -= bytes.length
      const due = performance.now() + delayMs
      underWay = underWay.then(async () => {
        const ms = due - performance.now()
        if (ms > 0) await pause(ms)
        if (client.writable) client.write(bytes)
      })
    })
    for (const socket of pair) {
      socket.on('error', () => end(pair))
      socket.on('close', () => end(pair))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    connection: { ...rest, uri: `bolt://127.0.0.1:${(server.address() as AddressInfo).port}` },
    delay: (ms) => {
      delayMs = ms
    },
    pause: () => {
      paused = true
      for (const pair of pairs) for (const socket of pair) socket.pause()
    },
    resume: () => {
      paused = false
      for (const pair of pairs) for (const socket of pair) socket.resume()
    },
    cutAfter: (bytes) => {
      left = bytes
    },
    loseNextCommit: () => {
      losing = true
    },
    opened: () => opened,
    close: async () => {
      for (const pair of pairs) end(pair)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
