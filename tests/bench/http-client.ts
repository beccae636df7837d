/** A client as programs use the API: connections kept open, whole answers read and parsed. */
import { Agent, get } from 'node:http'

export interface HttpClient {
  /** The parsed body; rejects unless the status is 200. */
  json(path: string): Promise<unknown>
  close(): void
}

/** `base` without a slash at the end; paths start with `/api/v1`. No more connections than `connections`. */
export function httpClient(base: string, { connections = 16, headers = {} }: { connections?: number; headers?: Record<string, string> } = {}): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    json: (path) =>
      new Promise((resolve, reject) => {
        const request = get(`${base}${path}`, { agent, headers }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8')
            if (response.statusCode !== 200)
              reject(new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 300)}`))
            else resolve(JSON.parse(text))
          })
        })
        request.on('error', reject)
      }),
    close: () => agent.destroy(),
  }
}
