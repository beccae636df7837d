/** What is said of scenarios, in both languages; and which types each field of a step may name. The browser has it without the schemas. */
import { type EntityType, nodeType } from './ontology/ontology.ts'
import type { ScenarioDifference, ScenarioStep } from './scenarios.ts'
import { both, type Bilingual, codeText, counted, dayText, type Language, listText, numberText, quoted } from './wording.ts'

/** Types that each field of a step may name. */
export const stepTypes = {
  dissolve: { unit: ['OrgUnit', 'Organization'], successor: ['OrgUnit', 'Organization'] },
  merge: { units: ['OrgUnit'] },
  competence: { service: ['Service', 'Process'], to: ['Organization', 'OrgUnit'] },
  offering: { systems: ['System'], offering: ['Offering'] },
  reassign: { from: ['Post', 'OrgUnit', 'Organization'], to: ['Post', 'OrgUnit', 'Organization'] },
} as const satisfies Record<ScenarioStep['kind'], Record<string, readonly EntityType[]>>

/** A step as a sentence; `name` says what an id is called. */
export function stepSentence(step: ScenarioStep, nameOf: (id: string) => string): Bilingual {
  return both((language) => {
    const name = (id: string) => quoted(nameOf(id), language)
    const de = language === 'de'
    switch (step.kind) {
      case 'dissolve':
        if (step.successor === undefined) return de ? `${name(step.unit)} wird aufgelöst, ohne Nachfolge.` : `${name(step.unit)} is dissolved, without a successor.`
        return de ? `${name(step.unit)} wird aufgelöst, ${name(step.successor)} übernimmt alles.` : `${name(step.unit)} is dissolved, ${name(step.successor)} takes everything over.`
      case 'merge': {
        const both = listText(step.units.map(name), language)
        return de ? `${both} werden zu ${quoted(step.name, 'de')} zusammengelegt.` : `${both} are merged into ${quoted(step.name, 'en')}.`
      }
      case 'competence': {
        const at = step.level === undefined ? '' : ` (${codeText('administrativeLevel', step.level, language)})`
        return de ? `Die Zuständigkeit für ${name(step.service)} geht an ${name(step.to)}${at}.` : `The competence for ${name(step.service)} goes to ${name(step.to)}${at}.`
      }
      case 'offering': {
        const systems = listText(step.systems.map(name), language)
        const many = step.systems.length > 1
        return de ? `${systems} ${many ? 'werden' : 'wird'} durch das Angebot ${name(step.offering)} abgelöst.` : `${systems} ${many ? 'are' : 'is'} replaced by the offering ${name(step.offering)}.`
      }
      case 'reassign':
        return de
          ? `Alles, wofür ${name(step.from)}${step.withPosts ? ' und die Stellen darin' : ''} verantwortlich ${step.withPosts ? 'sind' : 'ist'}, geht an ${name(step.to)}.`
          : `Everything that ${name(step.from)}${step.withPosts ? ' and the posts in it are' : ' is'} accountable for goes to ${name(step.to)}.`
    }
  })
}

/** How many scenarios there are. */
export const listSentence = (total: number): Bilingual =>
  total === 0
    ? { de: 'Es gibt noch kein Szenario.', en: 'There is no scenario yet.' }
    : { de: `${counted(total, 'Szenario ist', 'Szenarien sind', 'de')} gespeichert; keines davon ändert die Daten.`, en: `${counted(total, 'scenario is', 'scenarios are', 'en')} saved; none of them changes the data.` }

/** What a proposal comes to. */
export const proposalSentence = (name: string, changes: number, day: string): Bilingual => ({
  de: `Um ${quoted(name, 'de')} umzusetzen, ${changes === 1 ? 'wäre 1 Änderung' : `wären ${counted(changes, 'Änderung', 'Änderungen', 'de')}`} zum ${dayText(day, 'de')} einzutragen.`,
  en: `To carry out ${quoted(name, 'en')}, ${counted(changes, 'change', 'changes', 'en')} would have to be recorded as of ${dayText(day, 'en')}.`,
})

/** "3 Vorhaben", "1 service": as the ontology calls them, in running text. */
function many(count: number, type: EntityType, language: Language): string {
  const { label, plural } = nodeType(type)
  const words = language === 'en' ? [label.en.toLowerCase(), plural.en.toLowerCase()] : [label.de, plural.de]
  return counted(count, words[0] ?? '', words[1] ?? '', language)
}

const total = (groups: readonly { items: readonly unknown[] }[]): number => groups.reduce((sum, { items }) => sum + items.length, 0)

/** Dependencies that end and begin; where both happen, the ones take the place of the others. */
function needsText(ended: number, added: number): Bilingual {
  if (ended > 0 && added > 0) return { de: `${counted(ended, 'Abhängigkeit', 'Abhängigkeiten', 'de')} durch ${added === 1 ? 'eine andere' : `${added} andere`} ersetzen`, en: `replace ${counted(ended, 'dependency', 'dependencies', 'en')} by ${added === 1 ? 'another' : `${added} others`}` }
  if (ended > 0) return { de: `${counted(ended, 'Abhängigkeit', 'Abhängigkeiten', 'de')} beenden`, en: `end ${counted(ended, 'dependency', 'dependencies', 'en')}` }
  return { de: `${counted(added, 'Abhängigkeit', 'Abhängigkeiten', 'de')} begründen`, en: `begin ${counted(added, 'dependency', 'dependencies', 'en')}` }
}

/** What a scenario changes, to be read aloud. */
export function scenarioSentence(name: string, day: string, difference: ScenarioDifference): Bilingual {
  const { gapsOpened, gapsClosed, withoutOwner, decisions, systemsSaved, systemsAdded, needsEnded, needsAdded, services } = difference
  const parts: readonly [number, (count: number) => Bilingual][] = [
    [total(gapsOpened), (n) => ({ de: `${counted(n, 'Lücke', 'Lücken', 'de')} öffnen`, en: `open ${counted(n, 'gap', 'gaps', 'en')}` })],
    [total(gapsClosed), (n) => ({ de: `${counted(n, 'Lücke', 'Lücken', 'de')} schließen`, en: `close ${counted(n, 'gap', 'gaps', 'en')}` })],
    [withoutOwner.length, (n) => ({ de: `${many(n, 'Initiative', 'de')} ohne verantwortliche Stelle lassen`, en: `leave ${many(n, 'Initiative', 'en')} without an owner` })],
    [decisions.length, (n) => ({ de: `die Erneuerung von ${n === 1 ? 'einem Beschluss' : `${numberText(n, 'de')} Beschlüssen`} verlangen`, en: `ask for ${many(n, 'Decision', 'en')} to be repeated` })],
    [systemsSaved.length, (n) => ({ de: `${counted(n, 'System oder Angebot', 'Systeme und Angebote', 'de')} einsparen`, en: `save ${counted(n, 'system or offering', 'systems and offerings', 'en')}` })],
    [systemsAdded.length, (n) => ({ de: `${counted(n, 'System oder Angebot', 'Systeme und Angebote', 'de')} neu in Betrieb nehmen`, en: `take ${counted(n, 'system or offering', 'systems and offerings', 'en')} into use` })],
    [needsEnded.length + needsAdded.length, () => needsText(needsEnded.length, needsAdded.length)],
    [services.length, (n) => ({ de: `${many(n, 'Service', 'de')} berühren`, en: `touch ${many(n, 'Service', 'en')}` })],
  ]
  const said = parts.flatMap(([count, say]) => (count > 0 ? [say(count)] : []))
  if (said.length === 0)
    return {
      de: `Das Szenario ${quoted(name, 'de')} würde am ${dayText(day, 'de')} weder Lücken noch Systeme oder Leistungen verändern.`,
      en: `The scenario ${quoted(name, 'en')} would change neither gaps nor systems or services on ${dayText(day, 'en')}.`,
    }
  return {
    de: `Das Szenario ${quoted(name, 'de')} würde, gerechnet für den ${dayText(day, 'de')}, ${listText(said.map(({ de }) => de), 'de')}.`,
    en: `The scenario ${quoted(name, 'en')} would, reckoned for ${dayText(day, 'en')}, ${listText(said.map(({ en }) => en), 'en')}.`,
  }
}
