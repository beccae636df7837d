import type { EntityType } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useDeferredValue } from 'react'
import { useSearch } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { EntityLink } from '../../ui/EntityLink.tsx'
import { useLanguage } from '../../ui/language.ts'
import { texts } from './texts.ts'

const MOST = 5

/** The longest word says most: "Amt für Bauordnung" and "Bauordnungsamt" share no other. */
const tellingWord = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 5)
    .sort((a, b) => b.length - a.length)[0]
    ?.slice(0, 8) ?? ''

/** What is here already under a similar name: shown before the same is added a second time. */
export function Similar({ type, name }: { type: EntityType; name: string }) {
  const { pick } = useLanguage()
  const asked = useDeferredValue(name.trim())
  const scope = useScope()
  const word = tellingWord(asked)
  const whole = useSearch(asked.length >= 3 ? asked : '', scope, [type])
  const byWord = useSearch(asked.length >= 3 && word !== asked ? word : '', scope, [type])
  const seen = new Set<string>()
  const found = [...(whole.data?.items ?? []), ...(byWord.data?.items ?? [])].flatMap(({ entity }) => (seen.has(entity.id) || !seen.add(entity.id) ? [] : [entity])).slice(0, MOST)
  return (
    <div aria-live="polite">
      {asked.length >= 3 && found.length > 0 && (
        <section className="form__similar" aria-labelledby="similar">
          <h2 id="similar">{pick(texts.similarTitle)}</h2>
          <p>{pick(texts.similarText)}</p>
          <ul className="plain">
            {found.map((entity) => (
              <li key={entity.id}>
                <EntityLink entity={entity} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
