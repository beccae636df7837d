/**
 * Neo4j values ↔ JSON values; the only place that knows both.
 *
 * Out of the database: date → 'YYYY-MM-DD', date-time → ISO text, integers → number. A node, relationship or
 * path is refused: queries return maps, so that nothing unnamed can leak.
 * Into the database: whole numbers → integer (the driver alone would send floats, which LIMIT refuses),
 * `day()`, `moment()`, `decimal()` for what JSON cannot say, undefined → null.
 */
import neo4j from 'neo4j-driver'

/** A value that is to arrive in Neo4j as another type than its JSON form. */
export class Typed {
  readonly kind: 'date' | 'dateTime' | 'float'
  readonly value: string | number
  constructor(kind: 'date' | 'dateTime' | 'float', value: string | number) {
    this.kind = kind
    this.value = value
  }
}

/** ISO day → Neo4j date. */
export const day = (iso: string) => new Typed('date', iso)
/** ISO point in time with offset → Neo4j date-time. */
export const moment = (iso: string) => new Typed('dateTime', iso)
/** Number → Neo4j float, also when it is whole (amounts, shares). */
export const decimal = (value: number) => new Typed('float', value)

/** Parameters with these names are days in every query; routes pass them as ISO text. */
const dayParameters = new Set(['asOf', 'before', 'today'])

/** Turns the parameters of one query into what the driver sends. */
export function toParameters(parameters: Record<string, unknown>): Record<string, unknown> {
  const sent: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(parameters)) {
    sent[key] = dayParameters.has(key) && typeof value === 'string' ? toDate(value) : toNeo4j(value)
  }
  return sent
}

function toDate(iso: string): unknown {
  const [year, month, date] = iso.split('-').map(Number)
  return new neo4j.types.Date(year ?? Number.NaN, month ?? Number.NaN, date ?? Number.NaN)
}

function toNeo4j(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value
  if (typeof value !== 'object') return value
  if (value instanceof Typed) {
    if (value.kind === 'float') return value.value
    if (value.kind === 'date') return toDate(String(value.value))
    return neo4j.types.DateTime.fromStandardDate(new Date(value.value))
  }
  if (Array.isArray(value)) return value.map(toNeo4j)
  const map: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) map[key] = toNeo4j(inner)
  return map
}

/** Turns one value of a result into JSON. */
export function fromNeo4j(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(fromNeo4j)
  if (Object.getPrototypeOf(value) === Object.prototype) {
    const map: Record<string, unknown> = {}
    for (const key in value) map[key] = fromNeo4j((value as Record<string, unknown>)[key])
    return map
  }
  if (neo4j.isDate(value)) return isoDay(value)
  if (neo4j.isDateTime(value)) return value.toStandardDate().toISOString()
  if (neo4j.isInt(value)) return value.toNumber()
  throw new TypeError(`A query returned a ${value.constructor.name}; queries return maps and plain values`)
}

function isoDay(value: { year: unknown; month: unknown; day: unknown }): string {
  const pad = (part: unknown, width: number) => String(part).padStart(width, '0')
  return `${pad(value.year, 4)}-${pad(value.month, 2)}-${pad(value.day, 2)}`
}
