/** What IT and organisation ask: what fails with it, why, and on whom everything rests. */

import type { RelationType } from '../ontology/ontology.ts'
import { type EntityType, nodeType, relationType } from '../ontology/ontology.ts'
import type { EntityRef } from '../ontology/values.ts'
import { choiceColumn, entitiesColumn, entityColumn, entityParameter, numberColumn, percentColumn, question, relationsColumn } from '../question.ts'
import { both, counted, type Language, listText, numberText, percentText, quoted } from '../wording.ts'

const title = (entity: EntityRef | null | undefined, language: Language): string => quoted(entity?.name ?? '', language)

/** "5 Leistungen, 3 Prozesse und ein …": how many of each type. */
function byType(entities: readonly (EntityRef | null)[], language: Language): string {
  const counts = new Map<EntityType, number>()
  for (const entity of entities) if (entity) counts.set(entity.type, (counts.get(entity.type) ?? 0) + 1)
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([type, count]) => {
    const { label, plural } = nodeType(type)
    const word = (count === 1 ? label : plural)[language]
    return `${numberText(count, language)} ${language === 'en' ? word.toLowerCase() : word}`
  })
  return listText(parts, language)
}

export const it = [
  question({
    code: 'T01',
    file: 't01_what_fails_with',
    audience: 'it',
    question: { de: 'Was fällt aus, wenn ein System ausfällt?', en: 'What fails if a system fails?' },
    parameters: {
      id: entityParameter({
        label: { de: 'Was ausfällt', en: 'What fails' },
        types: ['System', 'Offering', 'Dataset', 'Service', 'Process', 'Organization', 'OrgUnit', 'Initiative'],
        example: 'sys:990000000000:rz-rathaus',
      }),
    },
    columns: { affected: entityColumn('Betroffen', 'Affected'), owners: entitiesColumn('Verantwortlich', 'Accountable') },
    sentence: ({ rows, total, truncated, subjects }) => {
      if (total === 0) return { de: `Fällt ${title(subjects.id, 'de')} aus, ist nach heutigem Stand nichts anderes betroffen.`, en: `If ${title(subjects.id, 'en')} fails, nothing else is hit as far as is recorded.` }
      const what = (language: Language) => (truncated ? numberText(total, language) : byType(rows.map(({ affected }) => affected), language))
      const orphans = truncated ? 0 : rows.filter(({ owners }) => (owners ?? []).length === 0).length
      return {
        de: `Fällt ${title(subjects.id, 'de')} aus, trifft es ${truncated ? `${what('de')} Einträge` : what('de')}.${orphans > 0 ? ` Bei ${orphans === 1 ? 'einem' : orphans} davon ist niemand als verantwortlich eingetragen.` : ''}`,
        en: `If ${title(subjects.id, 'en')} fails, it hits ${truncated ? `${what('en')} entities` : what('en')}.${orphans > 0 ? ` For ${orphans === 1 ? 'one' : orphans} of them nobody is recorded as accountable.` : ''}`,
      }
    },
  }),

  question({
    code: 'T08',
    file: 't08_provider_concentration',
    audience: 'it',
    question: { de: 'Wie abhängig sind wir von welchem Anbieter?', en: 'How concentrated are we on which provider?' },
    parameters: {},
    columns: {
      provider: entityColumn('Anbieter', 'Provider'),
      systems: numberColumn('Systeme und Angebote', 'Systems and offerings'),
      sharePct: percentColumn('Anteil', 'Share'),
      what: entitiesColumn('Welche', 'Which'),
    },
    facts: ['inUse', 'inHouse'],
    sentence: ({ rows, total, facts }) => {
      const first = rows[0]
      const inUse = facts?.inUse ?? 0
      const inHouse = facts?.inHouse ?? 0
      if (!first) return { de: 'Zu keinem System ist ein Betreiber eingetragen.', en: 'No system has a recorded operator.' }
      const share = (language: Language) => percentText(first.sharePct ?? 0, language)
      const count = first.systems ?? 0
      return {
        de: `Am meisten hängt an ${first.provider?.name}: ${counted(count, 'System oder Angebot', 'Systeme und Angebote', 'de')}, ${share('de')} der ${numberText(inUse, 'de')} genutzten. ${counted(total, 'Anbieter', 'Anbieter', 'de')} insgesamt${inHouse > 0 ? `; ${counted(inHouse, 'läuft', 'laufen', 'de')} nur im eigenen Haus` : ''}.`,
        en: `Most rests on ${first.provider?.name}: ${counted(count, 'system or offering', 'systems and offerings', 'en')}, ${share('en')} of the ${numberText(inUse, 'en')} in use. ${counted(total, 'provider', 'providers', 'en')} in all${inHouse > 0 ? `; ${counted(inHouse, 'runs', 'run', 'en')} in-house only` : ''}.`,
      }
    },
  }),

  question({
    code: 'T11',
    file: 't11_why_hit',
    audience: 'it',
    question: { de: 'Warum trifft es einen Eintrag, wenn ein anderer ausfällt?', en: 'Why is one hit if another fails?' },
    parameters: {
      id: entityParameter({ label: { de: 'Was ausfällt', en: 'What fails' }, example: 'org:990000000000:netze' }),
      id2: entityParameter({ label: { de: 'Was betroffen ist', en: 'What is hit' }, example: 'svc:990000000000:99012008001000' }),
    },
    columns: {
      step: numberColumn('Schritt', 'Step'),
      affected: entityColumn('Betroffen', 'Affected'),
      relation: relationsColumn('Beziehung', 'Relation'),
      needs: entityColumn('Braucht', 'Needs'),
      criticality: choiceColumn('Kritikalität', 'Criticality', 'criticality'),
    },
    sentence: ({ rows, subjects }) => {
      if (rows.length === 0) {
        return {
          de: `Ein Ausfall von ${title(subjects.id, 'de')} trifft ${title(subjects.id2, 'de')} nach heutigem Stand nicht.`,
          en: `A failure of ${title(subjects.id, 'en')} does not hit ${title(subjects.id2, 'en')} as far as is recorded.`,
        }
      }
      // Told from what is hit towards what fails: each link says what it needs.
      const links = (language: Language) =>
        [...rows].reverse().map(({ affected, relation, needs }) =>
          [title(affected, language), ...(relation ?? []).map((name) => relationType(name as RelationType).label[language]), title(needs, language)].join(' '))
      return both((language) => `${{ de: 'Es trifft', en: 'It hits' }[language]} ${title(subjects.id2, language)}: ${links(language).join('; ')}.`)
    },
  }),
]
