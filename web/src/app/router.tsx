/** All pages and what of their state stands in the URL. Pages load when they are first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, retainSearchParams } from '@tanstack/react-router'
import { type BaseSearch, baseSearch, list, parseSearch, stringifySearch } from '../url-state.ts'
import { Crashed, NotFound } from './Fallbacks.tsx'
import { Layout } from './Layout.tsx'
import { StartPage } from '../features/start/StartPage.tsx'

const rootRoute = createRootRoute({
  component: Layout,
  notFoundComponent: NotFound,
  errorComponent: Crashed,
  validateSearch: baseSearch,
  search: { middlewares: [retainSearchParams<BaseSearch>(['tenant', 'asOf', 'lang'])] },
})

const startRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: StartPage })

const entityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id',
  component: lazyRouteComponent(() => import('../features/entity/EntityPage.tsx'), 'EntityPage'),
})

/** What depends on one entity, or what it needs. */
export type ImpactSearch = { direction?: 'dependencies' }
const impactRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/impact',
  validateSearch: (raw: Record<string, unknown>): ImpactSearch => (raw.direction === 'dependencies' ? { direction: 'dependencies' } : {}),
  component: lazyRouteComponent(() => import('../features/impact/ImpactPage.tsx'), 'ImpactPage'),
})

/** State of the map: what it stands around, what is opened and what is filtered away. */
export interface MapSearch {
  /** The entity in the middle; absent = the whole map. */
  focus?: string
  depth?: number
  /** Ids whose neighbours were opened, in this order (undo takes the last). */
  open?: string[]
  /** The selected node. */
  sel?: string
  types?: string[]
  spheres?: string[]
  thrusts?: string[]
  relations?: string[]
  /** Only what this actor is accountable for. */
  owner?: string
  view?: 'list'
}
const mapRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/map',
  validateSearch: (raw: Record<string, unknown>): MapSearch => {
    const depth = Number(raw.depth)
    const search: MapSearch = {}
    if (typeof raw.focus === 'string') search.focus = raw.focus
    if (depth === 2 || depth === 3) search.depth = depth
    if (typeof raw.sel === 'string') search.sel = raw.sel
    if (typeof raw.owner === 'string') search.owner = raw.owner
    if (raw.view === 'list') search.view = 'list'
    for (const key of ['open', 'types', 'spheres', 'thrusts', 'relations'] as const) {
      const values = Array.isArray(raw[key]) ? (raw[key] as string[]) : list(raw[key])
      if (values?.length) search[key] = values
    }
    return search
  },
  component: lazyRouteComponent(() => import('../features/map/MapPage.tsx'), 'MapPage'),
})

/** Filters of the list of all entries. */
export interface ListSearch {
  type?: string
  q?: string
  sphere?: string
  thrust?: string
  stage?: string
  owner?: string
  gap?: string
  sort?: string
}
const listKeys = ['type', 'q', 'sphere', 'thrust', 'stage', 'owner', 'gap', 'sort'] as const
const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/entities',
  validateSearch: (raw: Record<string, unknown>): ListSearch =>
    Object.fromEntries(listKeys.flatMap((key) => (typeof raw[key] === 'string' && raw[key] !== '' ? [[key, raw[key]]] : []))),
  component: lazyRouteComponent(() => import('../features/list/ListPage.tsx'), 'ListPage'),
})

const questionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/questions',
  component: lazyRouteComponent(() => import('../features/questions/QuestionsPage.tsx'), 'QuestionsPage'),
})

/** The parameters of the question stand in the URL under their own names. */
const questionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/questions/$code',
  validateSearch: (raw: Record<string, unknown>): Record<string, string | undefined> =>
    Object.fromEntries(Object.entries(raw).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : []))),
  component: lazyRouteComponent(() => import('../features/questions/QuestionPage.tsx'), 'QuestionPage'),
})

const gapsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gaps',
  component: lazyRouteComponent(() => import('../features/gaps/GapsPage.tsx'), 'GapsPage'),
})

const gapRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gaps/$kind',
  component: lazyRouteComponent(() => import('../features/gaps/GapPage.tsx'), 'GapPage'),
})

const termsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/terms',
  component: lazyRouteComponent(() => import('../features/terms/TermsPage.tsx'), 'TermsPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/import',
  component: lazyRouteComponent(() => import('../features/import/ImportPage.tsx'), 'ImportPage'),
})

/** One import: which of its rows are shown, and of which sheet. */
export interface ImportSearch {
  show?: string
  sheet?: string
}
const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/import/$id',
  validateSearch: (raw: Record<string, unknown>): ImportSearch =>
    Object.fromEntries((['show', 'sheet'] as const).flatMap((key) => (typeof raw[key] === 'string' && raw[key] !== '' ? [[key, raw[key]]] : []))),
  component: lazyRouteComponent(() => import('../features/import/ReviewPage.tsx'), 'ReviewPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    entityRoute,
    impactRoute,
    mapRoute,
    listRoute,
    questionsRoute,
    questionRoute,
    gapsRoute,
    gapRoute,
    termsRoute,
    importsRoute,
    importRoute,
  ]),
  parseSearch,
  stringifySearch,
  pathParamsAllowedCharacters: [':'],
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
