import { entityTypeOfId, relationOfFactId } from '@kommunalgraph/contract/ids.ts'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/client.ts'
import { EntityName } from './EntityName.tsx'
import { useLanguage } from './language.ts'
import { type Obstacle, obstaclesOf } from './obstacles.ts'
import { propertyLabel, relationLabel, relationPropertyLabel } from './ontology.ts'
import { ErrorNote } from './Status.tsx'

/** Why something cannot be undone: each later change with a link to what it changed. */
export function NotUndone({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const obstacles = obstaclesOf(error instanceof ApiError ? error.problem : undefined)
  // The sentence of the problem names ids; here stand their names.
  if (obstacles.length === 0) return <ErrorNote error={error} />
  return (
    <div className="kern-alert kern-alert--danger" role="alert">
      <div className="kern-alert__body">
        <p className="kern-body">{t('history.inTheWay')}</p>
        <ul>
          {obstacles.map((obstacle, index) => (
            <li key={index}>
              <Named obstacle={obstacle} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function Named({ obstacle: { seq, id, property } }: { obstacle: Obstacle }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const type = entityTypeOfId(id)
  const relation = relationOfFactId(id)
  const label = property && (type ? pick(propertyLabel(type, property)) : relation ? pick(relationPropertyLabel(relation, property)) : '')
  return (
    <>
      {relation ? t('history.relation', { relation: pick(relationLabel(relation)) }) : <EntityName id={id} />}
      {label && `: ${label}`} <span className="muted">{seq === undefined ? t('history.notLogged') : t('history.changedBy', { seq })}</span>
    </>
  )
}
