import { createServer } from 'node:net'

/**
 * Tries to listen on a TCP port and lets go of it again.
 * @param {number} port 0 asks the system for any free one
 * @param {string} [host]
 * @returns {Promise<number | undefined>} the port, or undefined where it is taken or not allowed
 */
function probe(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined))
    })
  })
}

/**
 * A TCP port of the loopback interface that was free a moment ago.
 * @returns {Promise<number>}
 */
export async function freePort() {
  const port = await probe(0)
  if (port === undefined) throw new Error('The system gives no free port on 127.0.0.1.')
  return port
}

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export async function isPortFree(port, host) {
  return (await probe(port, host)) !== undefined
}
