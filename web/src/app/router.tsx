/** All pages and what of their state stands in the URL. Pages load when they are first opened. */
import { type ChainList, chainLists } from '@kommunalgraph/contract/chain-lists.ts'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent as lazily, retainSearchParams } from '@tanstack/react-router'
import { type MapLayout, mapLayouts } from '../graph/layout-names.ts'
import { type BaseSearch, baseSearch, isDay, list, listSearch, parseSearch, stringifySearch } from '../url-state.ts'
import { untilBack } from './ConnectionNotice.tsx'
import { Crashed, NotFound } from './Fallbacks.tsx'
import { Layout } from './Layout.tsx'
import { StartPage } from '../features/start/StartPage.tsx'

/**
 * A page that loads when it is first opened. Without a connection the page before stays, with all that is on it; once there is
 * one again the address, which holds the whole state, is opened anew.
 */
const lazyRouteComponent: typeof lazily = (load, name) =>
  lazily(
    () =>
      load().catch(async () => {
        await untilBack()
        location.reload()
        return new Promise<never>(() => {})
      }),
    name,
  )

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

/** What depends on one entity, or what it needs; by distance, by who must be told, or by sphere; as a list or as the map of the same set. */
export type ImpactSearch = { direction?: 'dependencies' | undefined; by?: 'owner' | 'sphere' | undefined; view?: 'map' | undefined }
const impactRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/impact',
  validateSearch: (raw: Record<string, unknown>): ImpactSearch => ({
    ...(raw.direction === 'dependencies' ? { direction: 'dependencies' as const } : {}),
    ...(raw.by === 'owner' || raw.by === 'sphere' ? { by: raw.by } : {}),
    ...(raw.view === 'map' ? { view: 'map' as const } : {}),
  }),
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
  /** Only what this list holds, and what stands directly beside it: filters of the list, as in its own address. */
  list?: string
  view?: 'list'
  /** The earlier day that the whole map is compared with. */
  before?: string
  /** Saved view whose places are used. */
  saved?: string
  /** Text that is searched within the map. */
  find?: string
  /** Only these entities, of those that would be shown. */
  these?: string[]
  /** What nodes are sized by. */
  size?: 'degree' | 'betweenness'
  /** What the list is sorted by; absent = by what nodes are sized by. */
  by?: 'name' | 'degree' | 'betweenness'
  /** Bubbles that are open: `sphere.type`, or with the page behind it. */
  bubbles?: string[]
  /** How it is laid out; absent = geography. */
  layout?: MapLayout | undefined
  /** Types that are hidden while dotted lines keep what they join. */
  bridge?: string[] | undefined
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
    if (typeof raw.list === 'string' && raw.list !== '') search.list = raw.list
    if (raw.view === 'list') search.view = 'list'
    if (typeof raw.before === 'string' && isDay(raw.before)) search.before = raw.before
    // Set in any case: what is left out here would keep its raw value.
    search.layout = mapLayouts.find((one) => one === raw.layout)
    search.bridge = undefined
    if (typeof raw.saved === 'string' && raw.saved !== '') search.saved = raw.saved
    if (typeof raw.find === 'string' && raw.find.trim() !== '') search.find = raw.find
    if (raw.size === 'degree' || raw.size === 'betweenness') search.size = raw.size
    if (raw.by === 'name' || raw.by === 'degree' || raw.by === 'betweenness') search.by = raw.by
    for (const key of ['open', 'types', 'spheres', 'thrusts', 'relations', 'these', 'bubbles', 'bridge'] as const) {
      const values = Array.isArray(raw[key]) ? (raw[key] as string[]) : list(raw[key])
      if (values?.length) search[key] = values
    }
    return search
  },
  component: lazyRouteComponent(() => import('../features/map/MapPage.tsx'), 'MapPage'),
})

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/entities',
  validateSearch: listSearch,
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

/** Which of the three lists, and whose decisions. */
export interface DecisionsSearch {
  list?: ChainList | undefined
  committee?: string | undefined
}
const decisionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/decisions',
  validateSearch: (raw: Record<string, unknown>): DecisionsSearch => {
    const list = chainLists.find((one) => one === raw.list && one !== 'chains')
    return { ...(list ? { list } : {}), ...(typeof raw.committee === 'string' && raw.committee !== '' ? { committee: raw.committee } : {}) }
  },
  component: lazyRouteComponent(() => import('../features/decisions/DecisionsPage.tsx'), 'DecisionsPage'),
})

const boardsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/boards',
  component: lazyRouteComponent(() => import('../features/boards/BoardsPage.tsx'), 'BoardsPage'),
})

const boardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/boards/$board',
  component: lazyRouteComponent(() => import('../features/boards/BoardPage.tsx'), 'BoardPage'),
})

const viewsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/views',
  component: lazyRouteComponent(() => import('../features/views/ViewsPage.tsx'), 'ViewsPage'),
})

/** A path of this web view: `//host` would lead to another site, and so would a backslash. */
const ownPath = (raw: unknown): string | undefined => (typeof raw === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(raw) ? raw : undefined)
const loginFailures = ['provider', 'refused', 'role'] as const

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (raw: Record<string, unknown>): { back?: string; failed?: (typeof loginFailures)[number] } => {
    const back = ownPath(raw.back)
    const failed = loginFailures.find((one) => one === raw.failed)
    return { ...(back && { back }), ...(failed && { failed }) }
  },
  component: lazyRouteComponent(() => import('../features/account/LoginPage.tsx'), 'LoginPage'),
})

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/AccountPage.tsx'), 'AccountPage'),
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

const qualityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quality',
  component: lazyRouteComponent(() => import('../features/quality/QualityPage.tsx'), 'QualityPage'),
})

/** Rows of one rule: those of a unit, or those with an exception. */
export type RuleSearch = { unit?: string | undefined; exceptions?: true | undefined }
const ruleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quality/$rule',
  validateSearch: (raw: Record<string, unknown>): RuleSearch => ({
    ...(typeof raw.unit === 'string' && raw.unit !== '' ? { unit: raw.unit } : {}),
    ...(raw.exceptions === true || raw.exceptions === 'true' ? { exceptions: true as const } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/quality/RulePage.tsx'), 'RulePage'),
})

const termsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/terms',
  component: lazyRouteComponent(() => import('../features/terms/TermsPage.tsx'), 'TermsPage'),
})

/** Node types of the files, as they stand in the filters of the list. */
const exportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/export',
  validateSearch: (raw: Record<string, unknown>): { type?: string } => (typeof raw.type === 'string' && raw.type !== '' ? { type: raw.type } : {}),
  component: lazyRouteComponent(() => import('../features/export/ExportPage.tsx'), 'ExportPage'),
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

/** What is to be added, and the name that was looked for in vain. */
export interface NewSearch {
  type?: string
  name?: string
}
const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new',
  validateSearch: (raw: Record<string, unknown>): NewSearch => ({
    ...(typeof raw.type === 'string' ? { type: raw.type } : {}),
    ...(typeof raw.name === 'string' ? { name: raw.name } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/edit/NewPage.tsx'), 'NewPage'),
})

const editRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/edit',
  component: lazyRouteComponent(() => import('../features/edit/EditPage.tsx'), 'EditPage'),
})

const ownerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/owner',
  component: lazyRouteComponent(() => import('../features/edit/OwnerPage.tsx'), 'OwnerPage'),
})

const handOverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/hand-over',
  component: lazyRouteComponent(() => import('../features/edit/HandOverPage.tsx'), 'HandOverPage'),
})

/** Which relation is to be added, read from this entity or towards it. */
export interface RelationSearch {
  relation?: string
  direction?: 'in'
}
const newRelationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/relations/new',
  validateSearch: (raw: Record<string, unknown>): RelationSearch => ({
    ...(typeof raw.relation === 'string' ? { relation: raw.relation } : {}),
    ...(raw.direction === 'in' ? { direction: 'in' } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/edit/RelationNewPage.tsx'), 'RelationNewPage'),
})

const relationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/e/$id/relations/$factId',
  component: lazyRouteComponent(() => import('../features/edit/RelationPage.tsx'), 'RelationPage'),
})

const changesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/changes',
  component: lazyRouteComponent(() => import('../features/edit/ChangesPage.tsx'), 'ChangesPage'),
})

/** The earlier of the two days; the later one is the day that every page carries. */
export interface OwnershipChangesSearch {
  before?: string
}
const ownershipChangesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ownership-changes',
  validateSearch: (raw: Record<string, unknown>): OwnershipChangesSearch => (typeof raw.before === 'string' && isDay(raw.before) ? { before: raw.before } : {}),
  component: lazyRouteComponent(() => import('../features/edit/OwnershipChangesPage.tsx'), 'OwnershipChangesPage'),
})

/** Which type of proposals is shown. */
const duplicatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/duplicates',
  validateSearch: (raw: Record<string, unknown>): { type?: string | undefined } => (typeof raw.type === 'string' && raw.type !== '' ? { type: raw.type } : {}),
  component: lazyRouteComponent(() => import('../features/duplicates/DuplicatesPage.tsx'), 'DuplicatesPage'),
})

/** Two entries side by side. */
const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/duplicates/compare',
  validateSearch: (raw: Record<string, unknown>): { a?: string; b?: string } => ({
    ...(typeof raw.a === 'string' ? { a: raw.a } : {}),
    ...(typeof raw.b === 'string' ? { b: raw.b } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/duplicates/ComparePage.tsx'), 'ComparePage'),
})

/** `all`: also open claims that nothing contradicts. */
const contestedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contested',
  validateSearch: (raw: Record<string, unknown>): { all?: true | undefined } => (raw.all === true || raw.all === 'true' ? { all: true as const } : {}),
  component: lazyRouteComponent(() => import('../features/contested/ContestedPage.tsx'), 'ContestedPage'),
})

const confirmationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirmation',
  component: lazyRouteComponent(() => import('../features/confirmation/ConfirmationPage.tsx'), 'ConfirmationPage'),
})

const confirmationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirmation/$id',
  component: lazyRouteComponent(() => import('../features/confirmation/SheetPage.tsx'), 'SheetPage'),
})

const privacyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/datenschutz',
  component: lazyRouteComponent(() => import('../features/privacy/PrivacyPage.tsx'), 'PrivacyPage'),
})

/** The entry of which "what if" was asked. */
const scenariosRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/scenarios',
  validateSearch: (raw: Record<string, unknown>): { about?: string } => (typeof raw.about === 'string' && raw.about !== '' ? { about: raw.about } : {}),
  component: lazyRouteComponent(() => import('../features/scenarios/ScenariosPage.tsx'), 'ScenariosPage'),
})

/** Two scenarios side by side. */
const compareScenariosRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/scenarios/compare',
  validateSearch: (raw: Record<string, unknown>): { a?: string; b?: string } => ({
    ...(typeof raw.a === 'string' && raw.a !== '' ? { a: raw.a } : {}),
    ...(typeof raw.b === 'string' && raw.b !== '' ? { b: raw.b } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/scenarios/CompareScenariosPage.tsx'), 'CompareScenariosPage'),
})

const scenarioRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/scenarios/$id',
  component: lazyRouteComponent(() => import('../features/scenarios/ScenarioPage.tsx'), 'ScenarioPage'),
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
    boardsRoute,
    boardRoute,
    decisionsRoute,
    viewsRoute,
    loginRoute,
    accountRoute,
    gapsRoute,
    gapRoute,
    qualityRoute,
    ruleRoute,
    termsRoute,
    privacyRoute,
    newRoute,
    editRoute,
    ownerRoute,
    handOverRoute,
    newRelationRoute,
    relationRoute,
    changesRoute,
    ownershipChangesRoute,
    duplicatesRoute,
    compareRoute,
    contestedRoute,
    confirmationsRoute,
    confirmationRoute,
    scenariosRoute,
    compareScenariosRoute,
    scenarioRoute,
    exportRoute,
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
