import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type Scope, tenantsQuery } from '../api/queries.ts'
import { baseSearch } from '../url-state.ts'

/** Whose data as of which day, from the URL; absent parts mean home municipality and today. */
export function useScope(): Scope {
  const { tenant, asOf } = baseSearch(useSearch({ strict: false }) as Record<string, unknown>)
  return { tenant, asOf }
}

/** The municipality shown and all that can be chosen. */
export function useTenants() {
  const query = useQuery(tenantsQuery())
  const { tenant } = useScope()
  const current = query.data?.tenants.find((one) => one.tenant === (tenant ?? query.data.home))
  return { query, current }
}
