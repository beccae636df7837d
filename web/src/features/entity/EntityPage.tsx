import type { Ownership } from '@kommunalgraph/contract/answers.ts'
import type { EntityPage as EntityAnswer } from '@kommunalgraph/contract/entities.ts'
import { ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { entityQuery, gapsQuery, ownershipQuery } from '../../api/queries.ts'
import { useFollowTenant, useScope, useTenants } from '../../app/scope.ts'
import { useMay } from '../../app/session.ts'
import { Explained } from '../../ui/Explained.tsx'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel } from '../../ui/ontology.ts'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Sources } from '../../ui/Sources.tsx'
import { Await, ErrorNote, Loading } from '../../ui/Status.tsx'
import { TypeGlyph } from '../../ui/TypeGlyph.tsx'
import { Chain } from './Chain.tsx'
import { Around } from './Around.tsx'
import { History } from './History.tsx'
import { PersonRights } from './PersonRights.tsx'
import { PropertyList } from './PropertyList.tsx'
import { Relations } from './Relations.tsx'

/** The page of one entity (Steckbrief): one sentence that answers, then the proof. */
export function EntityPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/e/$id' })
  const scope = useScope()
  const entity = useQuery(entityQuery(id, scope))
  const ownership = useQuery(ownershipQuery(id, scope))
  useFollowTenant(entity.data?.entity.tenant)
  return (
    <div className="page entity-page">
      <Await query={entity} lines={8} notFound={t('entity.notFound')}>
        {(page) => (
          <>
            <Head page={page} ownership={ownership.data} />
            <Explained page="entity" />
            {ownership.data ? (
              <Answer ownership={ownership.data} />
            ) : ownership.isError ? (
              <ErrorNote error={ownership.error} retry={() => void ownership.refetch()} />
            ) : (
              <Loading lines={2} />
            )}
            <Actions page={page} />
            <Gaps page={page} />
            {ownership.data && <Chain page={page} ownership={ownership.data} />}
            <Around id={page.entity.id} name={page.entity.name} />
            {/* On paper the page answers on one sheet; the rest stands behind its address. */}
            <p className="print-only muted">{t('entity.onPaper', { address: location.href })}</p>
            <div className="no-print">
              <Relations page={page} sources={page.sources} />
              <PropertyList page={page} />
              <History id={page.entity.id} />
              {page.entity.type === 'Person' && <PersonRights id={page.entity.id} name={page.entity.name} />}
            </div>
            <Sources sources={merge(page, ownership.data)} />
          </>
        )}
      </Await>
    </div>
  )
}

/** Evidence of the answer first, then the other sources of the page, each once. */
function merge(page: EntityAnswer, ownership: Ownership | undefined) {
  const seen = new Set<string>()
  return [...(ownership?.evidence ?? []), ...page.sources].filter((source) => !seen.has(source.id) && seen.add(source.id))
}

function Head({ page, ownership }: { page: EntityAnswer; ownership: Ownership | undefined }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const { query } = useTenants()
  const { entity } = page
  const fictional = query.data?.tenants.find((one) => one.tenant === entity.tenant)?.fictional
  const stage = 'stage' in entity && typeof entity.stage === 'string' ? entity.stage : undefined
  return (
    <header className="entity-head">
      <PageTitle title={entity.name} />
      <p className="entity-head__type">
        <TypeGlyph type={entity.type} /> {pick(entityTypeLabel(entity.type))}
        {stage && <span className="badge">{pick(codeLabel('stage', stage))}</span>}
        {entity.visibility === 'internal' && <span className="badge">{pick(codeLabel('visibility', 'internal'))}</span>}
        {fictional && <span className="badge badge--fictional">{t('app.fictional')}</span>}
      </p>
      <h1 className="entity-head__name">{language === 'en' && entity.nameEn ? entity.nameEn : entity.name}</h1>
      {entity.description && <p className="entity-head__description">{entity.description}</p>}
      {ownership === undefined && <span className="kern-sr-only">{t('status.loading')}</span>}
    </header>
  )
}

function Answer({ ownership }: { ownership: Ownership }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  return (
    <section aria-label={t('entity.answer')}>
      <p className="answer entity-answer">{pick(ownership.sentence)}</p>
      <p className="muted entity-meta">
        <a href="#sources" className="kern-link">
          {t('entity.evidenceCount', { count: ownership.evidence.length })}
        </a>
        {' · '}
        {t('entity.asOf', { day: formatDay(ownership.asOf, language) })}
        {ownership.confidence && ` · ${t('entity.confidence', { label: pick(codeLabel('confidence', ownership.confidence)) })}`}
      </p>
    </section>
  )
}

/** What can be accounted for, and who can be accountable. */
const ownedTypes: ReadonlySet<string> = new Set(ontology.relationTypes.ACCOUNTABLE_FOR.to)
const ownerTypes: ReadonlySet<string> = new Set(ontology.relationTypes.ACCOUNTABLE_FOR.from)
/** What a scenario can begin with. */
const scenarioTypes: ReadonlySet<string> = new Set(['OrgUnit', 'Organization', 'Post', 'Service', 'Process', 'System', 'Offering'])

function Actions({ page }: { page: EntityAnswer }) {
  const { t } = useTranslation()
  const mayTry = useMay('work-out-scenarios')
  const mayChange = useMay('change')
  const { id, type } = page.entity
  const owns = page.relations.some((group) => group.relation === 'ACCOUNTABLE_FOR' && group.direction === 'out')
  return (
    <>
      <div className="actions no-print">
        <Link to="/map" search={{ focus: id }} className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t('entity.map')}</span>
        </Link>
        <Link to="/e/$id/impact" params={{ id }} className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t('entity.impact')}</span>
        </Link>
        {mayTry && scenarioTypes.has(type) && (
          <Link to="/scenarios" search={{ about: id }} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{t('entity.whatIf')}</span>
          </Link>
        )}
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => window.print()}>
          <span className="kern-label">{t('entity.print')}</span>
        </button>
      </div>
      {mayChange && (
        <nav className="actions no-print" aria-label={t('edit.tools')}>
          <Link to="/e/$id/edit" params={{ id }} search={{}} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{t('edit.change')}</span>
          </Link>
          {ownedTypes.has(type) && (
            <Link to="/e/$id/owner" params={{ id }} search={{}} className="kern-btn kern-btn--secondary">
              <span className="kern-label">{t('edit.owner')}</span>
            </Link>
          )}
          <Link to="/e/$id/relations/new" params={{ id }} search={{}} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{t('edit.addRelation')}</span>
          </Link>
          {ownerTypes.has(type) && owns && (
            <Link to="/e/$id/hand-over" params={{ id }} search={{}} className="kern-btn kern-btn--secondary">
              <span className="kern-label">{t('edit.handOver')}</span>
            </Link>
          )}
        </nav>
      )}
    </>
  )
}

/** What is missing here, each with the way to its list. */
function Gaps({ page }: { page: EntityAnswer }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const kinds = useQuery({ ...gapsQuery(useScope()), enabled: page.gaps.length > 0 })
  if (page.gaps.length === 0) return null
  return (
    <section aria-label={t('entity.gaps')}>
      <ul className="gap-badges">
        {page.gaps.map((code) => {
          const kind = kinds.data?.kinds.find((one) => one.kind === code)
          return (
            <li key={code}>
              <Link to="/gaps/$kind" params={{ kind: code }} className="badge badge--gap">
                {kind ? pick(kind.label) : '…'}
              </Link>
              {kind && <span className="muted"> {pick(kind.next)}</span>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
