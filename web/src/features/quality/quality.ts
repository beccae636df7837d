/** What the quality pages ask of the API. */
import type { QualityAnswer, QualityRuleAnswer } from '@kommunalgraph/contract/quality.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { apiUrl, del, get, post } from '../../api/client.ts'
import type { Scope } from '../../api/queries.ts'

/** Worst first. */
export const severityOrder = ['violation', 'gap', 'warning', 'info'] as const
export type SeverityName = (typeof severityOrder)[number]

const ofRule = (rule: string) => `/quality/${encodeURIComponent(rule)}`

export const qualityQuery = (scope: Scope) =>
  queryOptions({
    queryKey: ['/quality', { ...scope }],
    queryFn: ({ signal }) => get<QualityAnswer>('/quality', { ...scope }, signal),
  })

/** Asks every rule again, also those that nothing touched. */
export const qualityAfresh = (scope: Scope) => get<QualityAnswer>('/quality', { ...scope, afresh: true })

export interface RowFilter {
  unit?: string | undefined
  exceptions?: boolean | undefined
}

/** Rows of one rule, page by page. */
export const ruleQuery = (rule: string, filter: RowFilter, scope: Scope) =>
  infiniteQueryOptions({
    queryKey: ['/quality', rule, filter, { ...scope }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<QualityRuleAnswer>(
        ofRule(rule),
        {
          ...scope,
          unit: filter.unit,
          ...(filter.exceptions ? { exceptions: true } : {}),
          limit: 50,
          cursor: pageParam,
        },
        signal,
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const workbookUrl = (scope: Scope) => apiUrl('/quality.xlsx', { ...scope })
export const ruleWorkbookUrl = (rule: string, scope: Scope) => apiUrl(ofRule(rule), { ...scope, format: 'xlsx' })

const withScope = (path: string, { tenant, asOf }: Scope) => apiUrl(path, { tenant, asOf }).replace(/^\/api\/v1/, '')

/** Keeps that a row is as it should be. */
export const addException = (rule: string, id: string, reason: string, scope: Scope) =>
  post(withScope(`${ofRule(rule)}/exceptions`, scope), { id, reason })

/** Lets a row count again. */
export const endException = (rule: string, id: string, { tenant }: Scope) =>
  del(`${ofRule(rule)}/exceptions`, { tenant, id })
