/** Imports as a client does them: upload, wait, confirm. */
import type { ImportReport } from '@kommunalgraph/contract/imports.ts'
import type { Refused } from '../changes/town.ts'
import { type Answer, send } from '../http.ts'

/** Longest check or commit on a busy machine. */
const patienceMs = 240_000

/** Uploads a file and waits until it has been checked. */
export async function upload(
  base: string,
  fileName: string,
  content: string | Uint8Array,
  query: Record<string, string> = {},
): Promise<Answer<ImportReport & Refused>> {
  const url = new URL('/api/v1/imports', base)
  for (const [name, value] of Object.entries({ dryRun: 'true', wait: '120', ...query })) url.searchParams.set(name, value)
  const form = new FormData()
  form.append('file', new Blob([content as BlobPart]), fileName)
  const answer = await send<ImportReport & Refused>(url.href, { method: 'POST', body: form })
  return answer.status === 201 ? { ...answer, body: (await settled(base, answer.body)) as ImportReport & Refused } : answer
}

/** The report once nobody works on it any more. */
export async function settled(base: string, report: ImportReport): Promise<ImportReport> {
  let now = report
  for (const end = Date.now() + patienceMs; Date.now() < end && (now.state === 'checking' || now.state === 'committing'); ) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    now = (await send<ImportReport>(`${base}/api/v1/imports/${report.id}`)).body
  }
  return now
}

export function importsOf(base: string) {
  const json = <Body = ImportReport & Refused>(method: string, path: string, body?: unknown) =>
    send<Body>(`${base}/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  return {
    json,
    upload: (fileName: string, content: string | Uint8Array, query: Record<string, string> = {}) => upload(base, fileName, content, query),
    commit: async (id: string, body: Record<string, unknown> = {}) => {
      const answer = await json('POST', `/imports/${id}/commit?wait=120`, { reason: 'Aus einer Datei', ...body })
      return answer.status === 200 ? { ...answer, body: (await settled(base, answer.body)) as ImportReport & Refused } : answer
    },
    undo: (id: string) => json('POST', `/imports/${id}/undo`, { reason: 'Zurück' }),
    report: (id: string) => json('GET', `/imports/${id}`),
  }
}

/** Rows that were rejected, as `row rule column`. */
export const rejections = (report: ImportReport): string[] =>
  report.issues
    .filter(({ severity }) => severity === 'rejected')
    .map(({ row, rule, column }) => `${row} ${rule} ${column ?? ''}`.trim())
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** A CSV with semicolons. */
export const csv = (...rows: string[][]): string => rows.map((cells) => cells.map((cell) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')).join('\r\n')
