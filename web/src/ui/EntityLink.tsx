import { Link } from '@tanstack/react-router'
import { TypeGlyph } from './TypeGlyph.tsx'

interface Props {
  entity: { id: string; type: string; name: string }
  /** `impact` leads to what depends on it. */
  to?: 'page' | 'impact'
}

/** Name of an entity with the sign of its type; leads to its page and keeps municipality, day and language. */
export function EntityLink({ entity, to = 'page' }: Props) {
  return (
    <Link
      to={to === 'impact' ? '/e/$id/impact' : '/e/$id'}
      params={{ id: entity.id }}
      search={{}}
      className="entity"
    >
      <TypeGlyph type={entity.type} />
      <span className="entity__name">{entity.name}</span>
    </Link>
  )
}
