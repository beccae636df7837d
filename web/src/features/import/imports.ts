/**
 * The import routes as the pages use them: reading, uploading with progress, and following the work as it goes on.
 * What writes is asked with `networkMode: 'always'`: without a connection it shall fail with a sentence, not wait in silence.
 */
import type { Problem } from '@kommunalgraph/contract/answers.ts'
import type { ImportCommit, ImportHead, ImportProgress, ImportReport, NamedMapping, SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError, apiUrl, get, type Parameters, post, sendForm } from '../../api/client.ts'

/** The server answers after a second at the latest; the rest of the work is followed by events. */
const WAIT_S = 1
/** Uploads are tried so often while the database is away. */
const ATTEMPTS = 5
const soon = `?wait=${WAIT_S}`

const of = (id: string) => `/imports/${encodeURIComponent(id)}`

/** Still at work: the page follows it. */
export const running = (state: ImportReport['state'] | undefined): boolean => state === 'checking' || state === 'committing'

/** Asked again every three seconds while it runs, should the events not come through. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['/imports', id],
    queryFn: ({ signal }) => get<ImportReport>(of(id), {}, signal),
    refetchInterval: (query) => (running(query.state.data?.state) ? 3_000 : false),
  })

export const importsQuery = (tenant: string | undefined) =>
  queryOptions({
    queryKey: ['/imports', 'list', tenant],
    queryFn: ({ signal }) => get<{ items: ImportHead[] }>('/imports', { tenant }, signal),
    refetchInterval: (query) => (query.state.data?.items.some((one) => running(one.state)) ? 3_000 : false),
  })

export const mappingsQuery = () =>
  queryOptions({
    queryKey: ['/import-mappings'],
    queryFn: ({ signal }) => get<{ mappings: NamedMapping[] }>('/import-mappings', {}, signal),
  })

export const commitImport = (id: string, body: ImportCommit) => post<ImportReport>(`${of(id)}/commit${soon}`, body)
export const undoImport = (id: string, reason: string) => post<ImportReport>(`${of(id)}/undo`, { reason })
export const cancelImport = (id: string) => post<ImportReport>(`${of(id)}/cancel`, {})
export const checkAgain = (id: string, sheets: SheetMapping[]) => post<ImportReport>(`${of(id)}/mapping${soon}`, { sheets })
export const saveMapping = (mapping: NamedMapping) => post<NamedMapping>('/import-mappings', mapping)

/** The reader's own file with the column "Fehler". */
export const markedUrl = (id: string): string => apiUrl(`${of(id)}/marked`)
export const templateUrl = apiUrl('/exports/xlsx', { template: true })

/** Sends a file; `onSent` hears the part of it that has left (0 to 1). Throws ApiError, or AbortError where the signal says so. */
export function upload(file: File, parameters: Parameters, onSent: (part: number) => void, signal: AbortSignal): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    // fetch cannot tell how much has been sent.
    const request = new XMLHttpRequest()
    request.open('POST', apiUrl('/imports', { ...parameters, wait: WAIT_S }))
    request.setRequestHeader('accept', 'application/json')
    request.upload.addEventListener('progress', (event) => event.lengthComputable && onSent(event.loaded / event.total))
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300 && answer) resolve(answer as ImportReport)
      else reject(new ApiError(request.status, answer as Problem | undefined))
    })
    request.addEventListener('error', () => reject(new ApiError(0, undefined)))
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file, file.name)
    request.send(form)
  })
}

/** Has the server ask a council information system itself; it does so only where its operator allows that host. */
export function fetchAddress(url: string, parameters: Parameters): Promise<ImportReport> {
  const form = new FormData()
  form.append('url', url)
  return sendForm<ImportReport>(apiUrl('/imports', { ...parameters, wait: WAIT_S }), form)
}

/** Tries again while the database is away: an upload writes nothing, so it may be sent twice. Throws the last error. */
export async function patiently<Answer>(attempt: () => Promise<Answer>, signal: AbortSignal, pause = 3_000): Promise<Answer> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || signal.aborted || !(error instanceof ApiError) || error.status !== 503) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
    signal.throwIfAborted()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How far the server is, while it works on the import; what it came to is asked for as soon as it is done. */
export function useProgress(id: string, follow: boolean): ImportProgress | undefined {
  const client = useQueryClient()
  const [progress, setProgress] = useState<ImportProgress>()
  useEffect(() => {
    if (!follow) return
    setProgress(undefined)
    const events = new EventSource(apiUrl(`${of(id)}/events`))
    events.addEventListener('progress', (event) => {
      const now = parsed(event.data) as ImportProgress | undefined
      if (!now) return
      setProgress(now)
      if (now.step === 'done' || now.step === 'failed' || now.step === 'cancelled') {
        events.close()
        void client.invalidateQueries({ queryKey: ['/imports'] })
      }
    })
    return () => events.close()
  }, [id, follow, client])
  return progress
}
