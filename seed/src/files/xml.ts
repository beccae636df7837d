/**
 * Reads the XML of a workbook as it is unpacked: elements and text, one after another, nothing kept. A document type
 * definition is refused before anything in it could be expanded or fetched.
 */
import { refuse } from './issues.ts'

/** Names come without their prefix. Attributes come as they stand; `attributeOf` reads one. */
export interface XmlHandler {
  open(name: string, attributes: string): void
  text?(text: string): void
  close?(name: string): void
}

const broken = (): never =>
  refuse(
    'broken-xml',
    {},
    {
      de: 'Die Arbeitsmappe ist beschädigt: ihr Inhalt ist kein gültiges XML.',
      en: 'The workbook is damaged: its contents are no valid XML.',
    },
    {
      de: 'Öffnen Sie sie im Ursprungsprogramm, speichern Sie sie neu und laden Sie sie noch einmal hoch.',
      en: 'Open it in the program it comes from, save it anew and upload it again.',
    },
  )

/** Longest tag, or text without a tag, that is waited for. */
const MAX_TAG = 1024 * 1024

/** Reads a document; ends early as soon as `done` says so. */
export async function readXml(
  chunks: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  done?: () => boolean,
): Promise<void> {
  let decoder: TextDecoder | undefined
  let rest = ''
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(
      chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : chunk[0] === 0xfe ? 'utf-16be' : 'utf-8',
    )
    rest = scan(rest + decoder.decode(chunk, { stream: true }), handler, false)
    if (done?.()) return
  }
  rest = scan(rest + (decoder?.decode() ?? ''), handler, true)
  if (rest.trim() !== '') broken()
}

/** Hands over what is complete, gives back the rest. */
function scan(text: string, handler: XmlHandler, last: boolean): string {
  let at = 0
  for (;;) {
    const start = text.indexOf('<', at)
    if (start < 0) {
      // Text without its end: it may continue in the next piece, but no cell is as long as this.
      const rest = text.slice(at)
      if (rest.length <= MAX_TAG) return rest
      return rest.trim() === '' ? '' : broken()
    }
    if (start > at) handler.text?.(unescaped(text.slice(at, start)))
    const mark = text.charCodeAt(start + 1)
    if (mark === 33 || Number.isNaN(mark)) {
      // <!-- comment -->, <![CDATA[ text ]]>, <!DOCTYPE
      const next = markup(text, start, handler)
      if (next === undefined) return last ? broken() : text.slice(start)
      at = next
      continue
    }
    const end = tagEnd(text, start)
    if (end < 0) {
      if (last || text.length - start > MAX_TAG) broken()
      return text.slice(start)
    }
    if (mark === 47) handler.close?.(localName(text, start + 2, end))
    else if (mark !== 63) {
      const empty = text.charCodeAt(end - 1) === 47
      const name = localName(text, start + 1, end)
      const from = nameEnd(text, start + 1, end)
      handler.open(name, text.slice(from, empty ? end - 1 : end))
      if (empty) handler.close?.(name)
    }
    at = end + 1
  }
}

/** Where a comment or CDATA ends; undefined while it is incomplete. */
function markup(text: string, start: number, handler: XmlHandler): number | undefined {
  const head = text.slice(start, start + 9)
  if (head.startsWith('<!--')) {
    const end = text.indexOf('-->', start + 4)
    return end < 0 ? undefined : end + 3
  }
  if (head === '<![CDATA[') {
    const end = text.indexOf(']]>', start + 9)
    if (end < 0) return undefined
    handler.text?.(text.slice(start + 9, end))
    return end + 3
  }
  if (head.length < 9) return undefined
  return refuse(
    'xml-doctype',
    {},
    {
      de: 'Die Arbeitsmappe enthält eine XML-Dokumenttypdefinition; das tut kein Tabellenprogramm.',
      en: 'The workbook contains an XML document type definition, which no spreadsheet program writes.',
    },
    {
      de: 'Speichern Sie die Tabelle mit einem Tabellenprogramm neu als .xlsx.',
      en: 'Save the table anew as .xlsx with a spreadsheet program.',
    },
  )
}

/** The `>` of a tag; one within quotes does not count. -1 while it is incomplete. */
function tagEnd(text: string, start: number): number {
  let quote = 0
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at
    else if (code === 34 || code === 39) quote = code
  }
  return -1
}

const nameEnd = (text: string, from: number, end: number): number => {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code <= 32 || code === 47) return at
  }
  return end
}

function localName(text: string, from: number, end: number): string {
  const name = text.slice(from, nameEnd(text, from, end))
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** One attribute, by its name without a prefix; undefined if it is not there. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let at = -1
  for (;;) {
    at = attributes.indexOf(`${name}=`, at + 1)
    if (at < 0) return undefined
    const before = at === 0 ? 32 : attributes.charCodeAt(at - 1)
    // A blank, or the colon of a prefix.
    if (before > 32 && before !== 58) continue
    const quote = attributes.charAt(at + name.length + 1)
    if (quote !== '"' && quote !== "'") continue
    const end = attributes.indexOf(quote, at + name.length + 2)
    return end < 0 ? undefined : unescaped(attributes.slice(at + name.length + 2, end))
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Replaces the five named entities and numbered characters; others do not exist without a document type. */
function unescaped(text: string): string {
  // XML knows one line end; a carriage return that is meant is written by its number.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (!lines.includes('&')) return lines
  return lines.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal: string, hex: string, name: string) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined
    if (code === undefined) return entities[name] ?? whole
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
