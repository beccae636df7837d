import { useQuery } from '@tanstack/react-query'
import { entityQuery } from '../api/queries.ts'
import { useScope } from '../app/scope.ts'
import { EntityLink } from './EntityLink.tsx'

/** Name for an id that came from the URL; the id itself only while nothing is known about it. */
export function EntityName({ id }: { id: string }) {
  const query = useQuery(entityQuery(id, useScope()))
  if (query.data) return <EntityLink entity={query.data.entity} />
  return <span className="muted">{query.isError ? id : '…'}</span>
}
