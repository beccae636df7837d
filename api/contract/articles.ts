/**
 * German articles for names of offices, bodies and enterprises, so that a sentence can be read aloud:
 * "Bauordnungsamt" → "das Bauordnungsamt", "vom Bauordnungsamt". Known are the nouns that such names are built of;
 * of any other name the answer is undefined, and the sentence goes without an article.
 */
type Gender = 'feminine' | 'masculine' | 'neuter' | 'plural'

/** Ends of the noun; with `=` the whole noun. Earlier lines win: "Referat" ends like "Rat". */
const nounEnds: readonly (readonly [Gender, string])[] = [
  ['plural', 'stadtwerke betriebe'],
  ['neuter', 'amt dezernat referat sekretariat zentrum =land institut team büro sachgebiet ministerium klinikum museum theater netzwerk forum labor =lab präsidium archiv jobcenter bündnis torium gymnasium'],
  ['feminine', 'leitung abteilung stelle =stadt gemeinde fraktion kommission versammlung agentur hochschule universität kammer bibliothek bücherei meisterin kämmerei kämmerin verwaltung direktion genossenschaft stiftung gesellschaft anstalt förderung wehr schule =region akademie initiative werkstatt zentrale koordination koordinierung steuerung geschäftsführung republik vertretung behörde gruppe allianz planung kasse beratung entwicklung direktorin'],
  ['masculine', 'rat ausschuss betrieb verband verein bereich kreis =bund meister dienst vorstand rechnungshof verbund kämmerer jugendring direktor krisenstab städtetag landtag garten schutz flughafen'],
]

/** These legal forms decide before any noun: "die Stadtwerke Musterstadt GmbH". */
const legalForm = /(?:^|[\s-])(?:g?GmbH|mbH|AG|KG|eG|AöR|UG)$/
/** A registered association is masculine unless its noun says otherwise: "die Freiwilligenagentur e. V.". */
const association = /\be\.\s?V\.$/

/** "Kommunales", "Städtische": adjectives that change with the case. */
const adjective = /^(\p{Lu}\p{L}*(?:isch|lich|ig|al|ell|iv|är))(e|er|es)$/u
/** "Karlsruher": made of a place, never changes. */
const placeAdjective = /^\p{Lu}\p{L}{2,}er$/u
const agreeing: Record<string, Gender> = { e: 'feminine', er: 'masculine', es: 'neuter' }

interface Head {
  gender: Gender
  /** Leading adjectives without their endings. */
  adjectives: string[]
  /** The name behind them. */
  rest: string
}

function genderOfNoun(word: string | undefined): Gender | undefined {
  const noun = (word ?? '').toLowerCase().replace(/[^a-zäöüß-]/g, '')
  const fits = (end: string) => (end.startsWith('=') ? noun === end.slice(1) : noun.endsWith(end))
  return nounEnds.find(([, ends]) => ends.split(' ').some(fits))?.[0]
}

function headOf(name: string): Head | undefined {
  const words = name.split(' ')
  const adjectives: { stem: string; end: string }[] = []
  for (let found = adjective.exec(words[0] ?? ''); found && words.length > 1; found = adjective.exec(words[0] ?? '')) {
    adjectives.push({ stem: found[1] ?? '', end: found[2] ?? '' })
    words.shift()
  }
  const rest = words.join(' ')
  const plain = rest.replace(/\s*\([^)]*\)$/, '')
  // "Städtisches Klinikum gGmbH": the adjective follows the noun, the article the legal form. No rule of ours fits.
  if (legalForm.test(plain)) return adjectives.length === 0 ? { gender: 'feminine', adjectives: [], rest } : undefined
  if (words.length > 1 && placeAdjective.test(words[0] ?? '') && !genderOfNoun(words[0])) words.shift()
  // "Haupt- und Finanzausschuss": the noun stands behind.
  const gender = genderOfNoun(words[0]?.endsWith('-') ? words[2] : words[0]) ?? (association.test(plain) ? 'masculine' : undefined)
  if (!gender || adjectives.some(({ end }) => agreeing[end] !== gender)) return undefined
  return { gender, adjectives: adjectives.map(({ stem }) => stem), rest }
}

const nominatives: Record<Gender, string> = { feminine: 'die', masculine: 'der', neuter: 'das', plural: 'die' }

/** "das Bauordnungsamt", "das Kommunale Rechenzentrum"; undefined where the gender is not known. */
export function withArticle(name: string): string | undefined {
  const head = headOf(name)
  return head && [nominatives[head.gender], ...head.adjectives.map((stem) => `${stem}e`), head.rest].join(' ')
}

/** Whether the name takes a verb in the plural: "die Stadtwerke sind". */
export const isPlural = (name: string): boolean => headOf(name)?.gender === 'plural'

const froms: Record<Gender, string> = { feminine: 'von der', masculine: 'vom', neuter: 'vom', plural: 'von den' }

/** "vom Gemeinderat", "von der Leitung Bauamt", "von den Stadtwerken"; undefined where the gender is not known. */
export function fromName(name: string): string | undefined {
  const head = headOf(name)
  if (!head) return undefined
  // The dative plural adds an n to the noun itself: "den Stadtwerken".
  const rest = head.gender === 'plural' ? head.rest.replace(/^(\S+e)(?=\s|$)/, '$1n') : head.rest
  return [froms[head.gender], ...head.adjectives.map((stem) => `${stem}en`), rest].join(' ')
}
