/**
 * The state that every page carries in its URL: whose data, as of which day, in which language.
 * Plain strings in the address, lists joined by commas, so that links stay short and readable.
 */
export interface BaseSearch {
  /** Tenant (ARS, 12 digits) whose statements are shown; absent = the home municipality. */
  tenant?: string
  /** ISO day asked about; absent = today. */
  asOf?: string
  /** Absent = German. */
  lang?: 'en'
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** True for a real calendar day in ISO form. */
export function isDay(text: string | undefined): text is string {
  if (!text || !day.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Reads the common part; what is not understood is dropped, never an error. */
export function baseSearch(raw: Record<string, unknown>): BaseSearch {
  const search: BaseSearch = {}
  if (typeof raw.tenant === 'string' && /^\d{12}$/.test(raw.tenant)) search.tenant = raw.tenant
  if (typeof raw.asOf === 'string' && isDay(raw.asOf)) search.asOf = raw.asOf
  if (raw.lang === 'en') search.lang = 'en'
  return search
}

/** A comma list from the URL; empty list = absent. */
export function list(raw: unknown): string[] | undefined {
  if (typeof raw !== 'string' || raw === '') return undefined
  return raw.split(',').filter(Boolean)
}

/** For the router: `?a=1&b=x,y` ↔ object of strings; undefined and empty values leave the address. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encode(Array.isArray(value) ? value.join(',') : String(value))}`)
  return pairs.length ? `?${pairs.join('&')}` : ''
}

/** Ids hold colons and lists commas: both are legal in a query, so links stay readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2C', ',')
}

/** Sides of users that an initiative really involves, from nobody to both. */
export const userSides = ['none', 'external', 'internal', 'both'] as const
export type UserSides = (typeof userSides)[number]

/** Filters of the list of all entries. */
export interface ListSearch {
  type?: string
  q?: string
  sphere?: string
  thrust?: string
  stage?: string
  owner?: string
  gap?: string
  depth?: string
  quality?: string
  /** Spheres that take part in the initiative. */
  involves?: string
  /** Actors that take part in the initiative. */
  participant?: string
  /** Sides of users that are really involved. */
  users?: string
  skill?: string
  provider?: string
  /** Central offerings that could be taken over. */
  offer?: string
  /** Only what is red or late. */
  troubled?: 'true'
  sort?: string
}
const listKeys = [
  'type', 'q', 'sphere', 'thrust', 'stage', 'owner', 'gap', 'depth', 'quality', 'involves', 'participant', 'users', 'skill', 'provider', 'offer', 'troubled', 'sort',
] as const

/** Reads the filters of the list; what is not understood is dropped. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  return Object.fromEntries(listKeys.flatMap((key) => (typeof raw[key] === 'string' && raw[key] !== '' ? [[key, raw[key]]] : [])))
}
