/** Letting go of the connections of a server that stops, without cutting off who waits at the door or reads slowly. */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { letOthersIn } from './turns.ts'

/** Taking in who has connected takes at least this long, in milliseconds: the network is slower than a signal. */
const lastCallMs = 300
/** And at most this long: somebody always comes. */
const longestCallMs = 5_000
/** Nobody came in so many turns of the event loop: nobody waits. */
const quietTurns = 10

/**
 * From now on `closeIdleConnections` (which Node's own `close` calls as well) spares a connection until the last byte
 * of its answer is out. Node's own ends it as soon as the answer has been written into the buffer, and what the reader
 * has not taken by then is lost (measured). Once the server no longer listens, each goes with its last answer.
 *
 * `lastCall` is to be awaited before the close: it resolves when everybody who has connected is being served. Node takes
 * in one connection in each turn of its event loop, and a close resets those that still wait.
 */
export function closeGently(server: Server): { lastCall: () => Promise<void> } {
  /** How many answers each connection still owes. */
  const owed = new Map<Socket, number>()
  let arrivals = 0
  server.on('connection', (socket: Socket) => {
    arrivals += 1
    owed.set(socket, 0)
    socket.once('close', () => owed.delete(socket))
  })
  // Before all others: a route may answer in the same turn.
  server.prependListener('request', ({ socket }, response) => {
    arrivals += 1
    owed.set(socket, (owed.get(socket) ?? 0) + 1)
    // After the last byte has been given to the network, or the reader has gone.
    response.once('close', () => {
      const left = owed.get(socket)
      if (left === undefined) return
      owed.set(socket, left - 1)
      if (left === 1 && !server.listening) socket.destroySoon()
    })
  })
  server.closeIdleConnections = () => {
    for (const [socket, answers] of owed) if (answers === 0) socket.destroySoon()
  }
  return {
    lastCall: async () => {
      const began = performance.now()
      await new Promise((resolve) => setTimeout(resolve, lastCallMs))
      for (let quiet = 0; quiet < quietTurns && performance.now() - began < longestCallMs; quiet++) {
        const before = arrivals
        await letOthersIn()
        if (arrivals > before) quiet = 0
      }
    },
  }
}
