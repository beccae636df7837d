/** What the pages of duplicates, claims and the confirmation round ask of the API. */
import type {
  AssertionsAnswer,
  Comparison,
  ConfirmationAnswer,
  ConfirmationSheet,
  DuplicatesAnswer,
  MergeAnswer,
  MergeList,
  NotSameList,
} from '@kommunalgraph/contract/merging.ts'
import { queryOptions } from '@tanstack/react-query'
import { apiUrl, get, type Parameters, post, sendForm } from '../../api/client.ts'
import type { Scope } from '../../api/queries.ts'

/** All of it begins with one key, so that a decision makes everything be asked again. */
const read = <Answer>(path: string, parameters: Parameters = {}) =>
  queryOptions({
    queryKey: ['merging', path, parameters],
    queryFn: ({ signal }) => get<Answer>(path, parameters, signal),
  })

export const duplicatesQuery = (scope: Scope, type: string | undefined, limit: number) =>
  read<DuplicatesAnswer>('/duplicates', { tenant: scope.tenant, type, limit })
export const mergesQuery = (scope: Scope) => read<MergeList>('/merges', { tenant: scope.tenant, limit: 50 })
export const notSameQuery = (scope: Scope) => read<NotSameList>('/duplicates/not-same', { tenant: scope.tenant })
export const comparisonQuery = (scope: Scope, a: string, b: string) => read<Comparison>('/duplicates/compare', { tenant: scope.tenant, a, b })
export const assertionsQuery = (scope: Scope, contested: boolean) =>
  read<AssertionsAnswer>('/assertions', { ...scope, status: 'proposed', contested, limit: 100 })
export const confirmationQuery = (scope: Scope, id: string) => read<ConfirmationSheet>(`/confirmation/${encodeURIComponent(id)}`, { ...scope })

/** What a merge would come to; nothing is written. */
export const whatIfQuery = (body: { keep: string; merge: string; values: Record<string, unknown>; reason: string }) =>
  queryOptions({
    queryKey: ['merging', 'what-if', body],
    queryFn: () => post<MergeAnswer>('/merges?dryRun=true', body),
    retry: false,
  })

export const confirmationFile = (id: string, scope: Scope) => apiUrl(`/confirmation/${encodeURIComponent(id)}.xlsx`, { ...scope })

/** Sends a filled sheet; `dryRun` only says what it would change. */
export function sendConfirmation(file: File, options: { unit: string; dryRun: boolean; acceptRejected: boolean; reason?: string }): Promise<ConfirmationAnswer> {
  const form = new FormData()
  form.append('file', file)
  const { reason, ...rest } = options
  return sendForm<ConfirmationAnswer>(apiUrl('/confirmation', { ...rest, ...(reason ? { reason } : {}) }), form)
}
