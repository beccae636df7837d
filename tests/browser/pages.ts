/** One page of every kind, for what must hold on all of them. */
import type { Page } from 'playwright-core'
import { asOf } from '../neo4j.ts'
import { heading } from './browser.ts'
import { whenDrawn } from './canvas.ts'

const initiative = 'ini:990000000000:digitaler-bauantrag'

/** A page of its kind. */
export type Kind = readonly [name: string, path: string]

/** What readers see. */
export const readerPages: readonly Kind[] = [
  ['start', '/'],
  ['entity', `/e/${initiative}`],
  ['entity with gaps', '/e/ini:990000000000:freies-wlan'],
  ['entity of Karlsruhe', '/e/ini:082120000000:e-akte?tenant=082120000000'],
  ['impact', '/e/sys:990000000000:rz-rathaus/impact'],
  ['map around one', `/map?focus=${initiative}`],
  ['list around one', `/map?focus=${initiative}&view=list`],
  ['whole map', '/map'],
  ['decisions', '/decisions'],
  ['saved views', '/views'],
  ['gaps', '/gaps'],
  ['gap', '/gaps/no_accountable'],
  ['scenarios', '/scenarios'],
  ['what if of one unit', '/scenarios?about=unit:990000000000:buergeramt'],
  ['questions', '/questions'],
  ['question', '/questions/P01'],
  ['boards', '/boards'],
  ['board of a matrix', '/boards/thrusts'],
  ['board of bubbles', '/boards/portfolio'],
  ['board of bars', '/boards/load'],
  ['board of needs', '/boards/skills'],
  ['terms', '/terms'],
  ['data protection', '/datenschutz'],
  ['entities', '/entities?type=Initiative'],
]

/** What those who keep the data see. */
export const stewardPages: readonly Kind[] = [
  ['quality', '/quality'],
  ['rows of a rule', '/quality/R34'],
  ['export', '/export'],
  ['import', '/import'],
  ['form of something new', '/new?type=Initiative&name=Digitaler'],
  ['form of an entity', `/e/${initiative}/edit`],
  ['form of an owner', `/e/${initiative}/owner`],
  ['form of a relation', `/e/${initiative}/relations/new?relation=FUNDS&direction=in`],
  ['changes', '/changes'],
  ['ownership changes', '/ownership-changes?before=2024-06-01'],
  ['duplicates', '/duplicates'],
  ['compare', '/duplicates/compare?a=dat:990000000000:baum-kataster&b=dat:990000000000:baumkataster'],
  ['contested', '/contested'],
  ['open claims', '/contested?all=true'],
  ['confirmation round', '/confirmation'],
  ['confirmation of one unit', '/confirmation/unit:990000000000:hauptamt'],
]

export const mainPages = [...readerPages, ...stewardPages]

export const onDay = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`

/** The router leaves itself at the window. */
interface Routed extends Window {
  __TSR_ROUTER__?: { state: { status: string; location: { href: string }; resolvedLocation?: { href: string } } }
}

/** Waits until a page of any kind shows all that it loads by itself. */
export async function settled(page: Page): Promise<void> {
  await heading(page).waitFor()
  // The address is that of the new page while the old one still stands.
  await page.waitForFunction(() => {
    const state = (window as Routed).__TSR_ROUTER__?.state
    return state?.status === 'idle' && state.resolvedLocation?.href === state.location.href
  })
  await page.waitForLoadState('networkidle')
  await page.locator('.loading').first().waitFor({ state: 'detached' })
  if ((await page.locator('.canvas').count()) > 0) await whenDrawn(page)
}
