/**
 * Fetches the lists of an OParl server, page after page, only from hosts that the operator allows. An address of the
 * internal network is never connected to, whatever name leads there: addresses are judged at the moment of connecting.
 */
import { lookup as lookUp } from 'node:dns/promises'
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { Refused, refuse } from './issues.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import type { OparlText } from './oparl-objects.ts'
import { shown } from './read-value.ts'

/** All lists of any city together have fewer pages; a server that always has a next one is broken. */
export const MAX_PAGES = 2_000
/** A server that answers byte by byte holds nobody up for longer. */
const PAGE_TIMEOUT_MS = 30_000
/** Nor does one of which every page is slow. */
const TOTAL_TIMEOUT_MS = 30 * 60_000

export interface FetchSettings {
  /** Host names, with a port where it is not the usual one; exactly these, no subdomains. */
  allowedHosts: readonly string[]
  /** Which addresses may be connected to; default: none of the internal network. */
  mayConnect?: (address: string) => boolean
  /** Milliseconds for one page and for all of them. */
  pageTimeoutMs?: number
  totalTimeoutMs?: number
  signal?: AbortSignal
  onPage?: (pages: number) => void
}

const internal = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  internal.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 96],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // What carries addresses of the old kind within it leads wherever those lead.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  internal.addSubnet(network, prefix, 'ipv6')

/** An IPv4 address that came as IPv6 in its own form, and IPv6 without the name of an interface. */
export const plainAddress = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address.replace(/%.*$/, '')

/** Whether an address belongs to this machine, the internal network, or to nobody. */
export function isInternalAddress(address: string): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  return family === 0 || internal.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

/** Refuses an address that may not be asked, before any connection. */
export function checkAddress(address: string, { allowedHosts }: Pick<FetchSettings, 'allowedHosts'>): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return refuse(
      'not-an-address',
      {},
      {
        de: `„${shown(address)}“ ist keine Adresse, die abgerufen wird.`,
        en: `"${shown(address)}" is no address that is fetched.`,
      },
      {
        de: 'Erlaubt sind Adressen mit https:// oder http://, ohne Benutzername und Kennwort.',
        en: 'Allowed are addresses with https:// or http://, without user name and password.',
      },
    )
  }
  if (!allowedHosts.includes(url.host)) {
    refuse(
      'host-not-allowed',
      {},
      {
        de: `Der Server „${shown(url.host)}“ ist nicht freigegeben.`,
        en: `The server "${shown(url.host)}" is not allowed.`,
      },
      {
        de: 'Bitten Sie den Betrieb, ihn freizugeben, oder laden Sie gespeicherte Antworten als .zip hoch.',
        en: 'Ask the operator to allow it, or upload saved answers as .zip.',
      },
    )
  }
  return url
}

/** What one import may still take from a server, over all lists. */
interface Allowance {
  pages: number
  bytes: number
  /** As `performance.now()`. */
  until: number
}
const allowanceOf = ({ totalTimeoutMs = TOTAL_TIMEOUT_MS }: FetchSettings): Allowance => ({
  pages: MAX_PAGES,
  bytes: MAX_FILE_BYTES,
  until: performance.now() + totalTimeoutMs,
})

/** Follows `links.next` from one list to its end. Partial answers are refused: a list that ends early would look complete. */
export async function fetchOparlList(
  address: string,
  settings: FetchSettings,
  allowance = allowanceOf(settings),
): Promise<OparlText[]> {
  const pages: OparlText[] = []
  const seen = new Set<string>()
  const first = checkAddress(address, settings)
  for (let next: string | undefined = first.href; next !== undefined; ) {
    const url = checkAddress(next, settings)
    if (url.host !== first.host) {
      refuse(
        'another-host',
        {},
        {
          de: `Die nächste Seite liegt auf einem anderen Server („${shown(url.host)}“).`,
          en: `The next page is on another server ("${shown(url.host)}").`,
        },
        { de: 'Melden Sie das dem Anbieter der Schnittstelle.', en: 'Report this to the provider of the interface.' },
      )
    }
    if (seen.has(url.href) || allowance.pages <= 0) {
      refuse(
        'next-loop',
        {},
        seen.has(url.href)
          ? {
              de: `Die Liste verweist im Kreis: „${shown(url.pathname + url.search)}“ kommt zweimal.`,
              en: `The list leads in a circle: "${shown(url.pathname + url.search)}" comes twice.`,
            }
          : { de: `Der Server hat mehr als ${MAX_PAGES} Seiten.`, en: `The server has more than ${MAX_PAGES} pages.` },
        {
          de: 'Melden Sie das dem Anbieter der Schnittstelle; übernommen wird nichts.',
          en: 'Report this to the provider of the interface; nothing is imported.',
        },
      )
    }
    seen.add(url.href)
    const page = await fetchPage(url, settings, allowance)
    allowance.pages -= 1
    allowance.bytes -= page.length
    const text = page.toString('utf8')
    pages.push({ name: url.href, text })
    settings.onPage?.(MAX_PAGES - allowance.pages)
    next = nextOf(text, url)
  }
  return pages
}

/** The lists of a body that are read; persons are not. */
const lists = ['organization', 'meeting', 'paper', 'consultation', 'agendaItem'] as const

/**
 * Fetches what an address leads to: a list itself, or the lists of a body, or those of all bodies of a system.
 * Gives saved answers as `oparlFile` reads them.
 */
export async function fetchOparl(address: string, settings: FetchSettings): Promise<OparlText[]> {
  const allowance = allowanceOf(settings)
  const [first, ...more] = await fetchOparlList(address, settings, allowance)
  if (first === undefined) return []
  const object = parsedPage(first.text, new URL(first.name))
  const type = String(object.type ?? '').replace(/^.*\//, '')
  const texts = [first, ...more]
  if (type === 'System' && typeof object.body === 'string') {
    for (const page of await fetchOparlList(object.body, settings, allowance)) {
      const { data } = parsedPage(page.text, new URL(page.name))
      texts.push(page)
      for (const body of Array.isArray(data) ? data : [])
        if (typeof body === 'object' && body !== null)
          texts.push(...(await fetchBody(body as Record<string, unknown>, settings, allowance)))
    }
  } else if (type === 'Body') texts.push(...(await fetchBody(object, settings, allowance)))
  return texts
}

async function fetchBody(
  body: Record<string, unknown>,
  settings: FetchSettings,
  allowance: Allowance,
): Promise<OparlText[]> {
  const texts: OparlText[] = []
  for (const list of lists) {
    const address = body[list]
    if (typeof address === 'string') texts.push(...(await fetchOparlList(address, settings, allowance)))
  }
  return texts
}

function parsedPage(text: string, url: URL): Record<string, unknown> {
  try {
    const page: unknown = JSON.parse(text)
    if (typeof page === 'object' && page !== null) return page as Record<string, unknown>
  } catch {
    // Said below.
  }
  return unusable(url, { de: 'kein vollständiges JSON', en: 'no complete JSON' })
}

function nextOf(text: string, url: URL): string | undefined {
  const { links } = parsedPage(text, url)
  const next = typeof links === 'object' && links !== null && 'next' in links ? links.next : undefined
  if (typeof next !== 'string' || next === '') return undefined
  return URL.canParse(next, url.href)
    ? new URL(next, url).href
    : unusable(url, { de: 'die Adresse der nächsten Seite ist keine', en: 'the address of the next page is none' })
}

const unusable = (url: URL, why: { de: string; en: string }): never =>
  refuse(
    'fetch-failed',
    {},
    {
      de: `Der Abruf von „${shown(url.href)}“ ist gescheitert: ${why.de}.`,
      en: `Fetching "${shown(url.href)}" failed: ${why.en}.`,
    },
    { de: 'Versuchen Sie es später noch einmal; übernommen wird nichts.', en: 'Try again later; nothing is imported.' },
  )

/** One answer. Redirects are not followed: where they lead, nobody has allowed. */
function fetchPage(
  url: URL,
  { mayConnect, signal, pageTimeoutMs = PAGE_TIMEOUT_MS }: FetchSettings,
  { bytes: most, until }: Allowance,
): Promise<Buffer> {
  const allowed = mayConnect ?? ((address: string) => !isInternalAddress(address))
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0 && !allowed(literal)) return Promise.reject(internalError(url))
  const get = url.protocol === 'https:' ? getSecure : getPlain
  return new Promise((resolve, reject) => {
    const fail = (why: () => never) => {
      try {
        why()
      } catch (error) {
        request.destroy()
        reject(error)
      }
    }
    const timeout = AbortSignal.timeout(Math.max(0, Math.min(pageTimeoutMs, Math.floor(until - performance.now()))))
    const request = get(
      url,
      {
        headers: { accept: 'application/json', 'accept-encoding': 'identity' },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        // Called for names only; literal addresses were judged above.
        lookup: (name, options, callback) => {
          lookUp(name, { ...options, all: true })
            .then((found) => {
              const bad = found.find(({ address }) => !allowed(address))
              if (bad || found.length === 0) return callback(internalError(url), '', 0)
              const [first] = found
              return options.all ? callback(null, found) : callback(null, first?.address ?? '', first?.family)
            })
            .catch((error: NodeJS.ErrnoException) => callback(error, '', 0))
        },
      },
      (response) => {
        const status = response.statusCode ?? 0
        if (status >= 300 && status < 400)
          return fail(() =>
            unusable(url, {
              de: `der Server leitet weiter (${status}), Weiterleitungen werden nicht verfolgt`,
              en: `the server redirects (${status}), redirects are not followed`,
            }),
          )
        if (status !== 200)
          return fail(() =>
            unusable(url, { de: `der Server antwortet mit ${status}`, en: `the server answers ${status}` }),
          )
        // Asked for plain; a packed answer could be a thousand times as large as what comes.
        if (!/^(identity)?$/i.test(response.headers['content-encoding'] ?? ''))
          return fail(() => unusable(url, { de: 'die Antwort ist gepackt', en: 'the answer is packed' }))
        if (!/json/i.test(response.headers['content-type'] ?? ''))
          return fail(() => unusable(url, { de: 'die Antwort ist kein JSON', en: 'the answer is no JSON' }))
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          if (size > most)
            fail(() =>
              unusable(url, { de: 'die Antworten sind zusammen zu groß', en: 'the answers together are too large' }),
            )
          else parts.push(part)
        })
        response.on('end', () => resolve(Buffer.concat(parts)))
        response.on('error', () =>
          fail(() => unusable(url, { de: 'die Verbindung brach ab', en: 'the connection broke' })),
        )
        return undefined
      },
    )
    request.on('error', (error) => {
      if (error instanceof Refused) reject(error)
      else if (signal?.aborted) reject(signal.reason)
      else
        fail(() =>
          unusable(
            url,
            timeout.aborted
              ? { de: 'der Server antwortet zu langsam', en: 'the server answers too slowly' }
              : { de: 'der Server ist nicht erreichbar', en: 'the server cannot be reached' },
          ),
        )
    })
  })
}

function internalError(url: URL): Refused {
  try {
    return refuse(
      'internal-address',
      {},
      {
        de: `„${shown(url.host)}“ führt in das interne Netz; dorthin wird keine Verbindung aufgebaut.`,
        en: `"${shown(url.host)}" leads to the internal network; no connection is made there.`,
      },
      { de: 'Laden Sie gespeicherte Antworten als .zip hoch.', en: 'Upload saved answers as .zip.' },
    )
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}
