/** A server that stops, and a reader who is slower than the stop. */
import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeGently } from '@kommunalgraph/api/src/closing.ts'
import { describe, expect, test } from 'vitest'

/** More than the buffers of the network take on their own. */
const large = Buffer.alloc(32 * 1_048_576, 'a')

/** Closes the server while its answer waits to be read; how many bytes come in the end, or the error. */
async function readDuringClose(server: Server): Promise<number | string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const closed = new Promise((resolve) => server.once('close', resolve))
  const read = await new Promise<number | string>((resolve) => {
    const request = get({ port, host: '127.0.0.1', agent: false, headers: { connection: 'keep-alive' } })
    request.once('error', ({ message }) => resolve(message))
    request.once('response', (response) => {
      let bytes = 0
      server.close()
      setTimeout(() => {
        response.on('data', (chunk: Buffer) => (bytes += chunk.length))
        response.once('error', ({ message }) => resolve(message))
        response.once('end', () => resolve(bytes))
      }, 200)
    })
  })
  await closed
  return read
}

const answering = () => createServer((_, response) => response.end(large))

test('who waits at the door when the last call begins is still served, one turn of the event loop each', async () => {
  const server = createServer((_, response) => response.end('served'))
  const { lastCall } = closeGently(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const many = 300
  const answers = Array.from({ length: many }, () => {
    const request = get({ port, host: '127.0.0.1', agent: false })
    return new Promise<string>((resolve) => {
      request.once('error', ({ message }) => resolve(message))
      request.once('response', (response) => response.on('data', (chunk: Buffer) => resolve(String(chunk))))
    })
  })
  // Long enough for the network to bring them all, while this process takes none in.
  const until = performance.now() + 400
  await new Promise((resolve) => setTimeout(resolve, 50))
  while (performance.now() < until);
  await lastCall()
  server.close()
  expect((await Promise.all(answers)).filter((answer) => answer !== 'served')).toEqual([])
})

describe('a slow reader of a large answer', () => {
  test('gets all of it, and the connection is let go of then', async () => {
    const server = answering()
    closeGently(server)
    expect(await readDuringClose(server)).toBe(large.length)
  })

  test('would be cut off by the close of Node alone', async () => {
    expect(await readDuringClose(answering())).not.toBe(large.length)
  })
})
