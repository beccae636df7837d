import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
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

/** A link to an entity of another municipality leads into that municipality, so that the whole page speaks of one. */
export function useFollowTenant(tenant: string | undefined): void {
  const { query } = useTenants()
  const scope = useScope()
  const navigate = useNavigate()
  const shown = scope.tenant ?? query.data?.home
  const known = query.data?.tenants.some((one) => one.tenant === tenant) ?? false
  useEffect(() => {
    if (tenant && known && shown && tenant !== shown) {
      void navigate({ to: '.', search: (old) => ({ ...old, tenant: tenant === query.data?.home ? undefined : tenant }), replace: true })
    }
  }, [tenant, known, shown, query.data?.home, navigate])
}
