import type { SessionAnswer } from '@kommunalgraph/contract/accounts.ts'
import type { PermissionName } from '@kommunalgraph/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'

/** Who asks, and what they may; asked once for a visit, and again after logging in or out. */
export const useSession = () => useQuery({ queryKey: ['/session'], queryFn: ({ signal }) => get<SessionAnswer>('/session', {}, signal), staleTime: 60_000 })

/** Whether there is something to log in to, and nobody is. */
export const couldLogIn = ({ account, mode }: SessionAnswer): boolean => account === null && mode !== 'open'

/** Whether the reader may; false while it is not known. What the web view hides, the server refuses. */
export function useMay(permission: PermissionName): boolean {
  return useSession().data?.may.includes(permission) ?? false
}

/** Whether the reader may change and delete what somebody (`by`, their pseudonym) made and keeps here. */
export function useKeeps(by: string): boolean {
  const session = useSession().data
  return session !== undefined && (session.account === by || session.may.includes('tidy-up'))
}

/** Shows from now on what the public sees, or again what the reader may see. Everything is read anew. */
export function preview(on: boolean): void {
  document.cookie = `kg_view=${on ? 'public' : ''}; path=/; samesite=lax; max-age=${on ? 3_600 : 0}`
  location.reload()
}
