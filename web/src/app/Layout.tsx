import { Link, Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchBox } from '../ui/SearchBox.tsx'
import { formatDay } from '../ui/format.ts'
import { useLanguage } from '../ui/language.ts'
import { baseSearch } from '../url-state.ts'
import { AsOfControl } from './AsOfControl.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { LinkNotice } from './LinkNotice.tsx'
import { useScope, useTenants } from './scope.ts'
import { preview, useMay, useSession } from './session.ts'

const pages = [
  { to: '/', key: 'start' },
  { to: '/map', key: 'map' },
  { to: '/entities', key: 'list' },
  { to: '/questions', key: 'questions' },
  { to: '/boards', key: 'boards' },
  { to: '/decisions', key: 'decisions' },
  { to: '/gaps', key: 'gaps' },
  { to: '/scenarios', key: 'scenarios', internal: true },
  { to: '/terms', key: 'terms' },
] as const

/** For those who keep the data, behind "Datenpflege". Public readers get none of them. */
const stewardPages = [
  { to: '/import', needs: 'import', key: 'import' },
  { to: '/new', needs: 'change', key: 'new' },
  { to: '/quality', needs: 'change', key: 'quality' },
  { to: '/duplicates', needs: 'see-upkeep', key: 'duplicates' },
  { to: '/contested', needs: 'see-upkeep', key: 'contested' },
  { to: '/confirmation', needs: 'see-upkeep', key: 'confirmation' },
  { to: '/changes', needs: 'change', key: 'changes' },
  { to: '/ownership-changes', needs: 'change', key: 'ownership' },
] as const

/** Header with search, municipality, day and language; the page; footer. */
export function Layout() {
  const { t } = useTranslation()
  return (
    <>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <Header />
      <ConnectionNotice />
      <Notices />
      <LinkNotice />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
    </>
  )
}

function Header() {
  const { t } = useTranslation()
  // Scenarios are internal, whatever stands in them: a public reader would find an empty list.
  const mayTry = useMay('work-out-scenarios')
  const shown = pages.filter((page) => !('internal' in page) || mayTry)
  return (
    <header className="header">
      <div className="header__bar">
        <Link to="/" className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{t('app.name')}</span>
        </Link>
        <div className="header__search">
          <SearchBox shortcut label={t('app.search')} placeholder={t('app.searchPlaceholder')} />
        </div>
        <div className="header__tools">
          <TenantSwitch />
          <AsOfControl />
          <LanguageSwitch />
          <Who />
        </div>
      </div>
      <nav className="nav" aria-label={t('app.menu')}>
        {shown.map((page) => (
          <Link key={page.to} to={page.to} className="nav__link" activeProps={{ 'aria-current': 'page' }} activeOptions={{ exact: page.to === '/', includeSearch: false }}>
            {t(`app.nav.${page.key}`)}
          </Link>
        ))}
        <StewardEntry />
      </nav>
      <StewardMenu />
    </header>
  )
}

/** Logging in, or who one is. Nothing where there is nobody to be. */
function Who() {
  const { t } = useTranslation()
  const { data } = useSession()
  const here = useLocation({ select: ({ href }) => href })
  if (!data || data.mode === 'open' || data.mode === 'single-user' || data.preview) return null
  return data.account === null ? (
    <Link to="/login" search={{ back: here }} className="tool__button no-print">
      {t('account.logIn')}
    </Link>
  ) : (
    <Link to="/account" search={{}} className="tool__button no-print" title={t('account.title')}>
      {data.account}
    </Link>
  )
}

/** Whether this reader keeps the data, and whether the page shown is one of those for it. */
function useSteward(): { steward: boolean; here: boolean; shown: (typeof stewardPages)[number][] } {
  const may = useSession().data?.may ?? []
  const path = useLocation({ select: (location) => location.pathname })
  const shown = stewardPages.filter(({ needs }) => may.includes(needs))
  return { steward: shown.length > 0, shown, here: stewardPages.some(({ to }) => path === to || path.startsWith(`${to}/`)) }
}

function StewardEntry() {
  const { t } = useTranslation()
  const { steward, here, shown } = useSteward()
  const entry = useRef<HTMLAnchorElement>(null)
  // On a phone the menu is wider than the window.
  useEffect(() => {
    if (steward && here) entry.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [steward, here])
  if (!steward) return null
  return (
    <Link ref={entry} to={shown[0]?.to ?? '/quality'} className="nav__link" {...(here ? { 'aria-current': 'true' } : {})}>
      {t('app.nav.stewards')}
    </Link>
  )
}

/** The pages of "Datenpflege", while one of them is shown. */
function StewardMenu() {
  const { t } = useTranslation()
  const { steward, here, shown } = useSteward()
  if (!steward || !here) return null
  return (
    <nav className="nav nav--second" aria-label={t('app.nav.stewards')}>
      {shown.map((page) => (
        <Link key={page.to} to={page.to} className="nav__link" activeProps={{ 'aria-current': 'page' }} activeOptions={{ includeSearch: false }}>
          {t(`app.steward.${page.key}`)}
        </Link>
      ))}
    </nav>
  )
}

function TenantSwitch() {
  const { t } = useTranslation()
  const { query, current } = useTenants()
  const navigate = useNavigate()
  const { tenants = [], home } = query.data ?? {}
  // A home municipality of which nothing is known yet is not among them; whoever looks at another must get back to it.
  const known = tenants.some(({ tenant }) => tenant === home)
  if (tenants.length < (known ? 2 : 1)) return null
  return (
    <label className="tool">
      <span className="tool__label">{t('app.municipality')}</span>
      <select
        className="tool__select"
        value={current?.tenant ?? home}
        onChange={(event) =>
          void navigate({ to: '/', search: (old) => ({ ...old, tenant: event.target.value === home ? undefined : event.target.value }) })
        }
      >
        {!known && <option value={home}>–</option>}
        {tenants.map((one) => (
          <option key={one.tenant} value={one.tenant}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The language is that of the address, so that links, back and forward keep it. */
function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const { lang: language = 'de' } = baseSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  useEffect(() => {
    document.documentElement.lang = language
    void i18n.changeLanguage(language)
  }, [i18n, language])
  const other = language === 'de' ? 'en' : 'de'
  return (
    <button
      type="button"
      className="tool tool__button"
      lang={other}
      onClick={() => void navigate({ to: '.', search: (old) => ({ ...old, lang: other === 'en' ? 'en' : undefined }) })}
    >
      <span className="kern-sr-only">{t('app.language')}: </span>
      {other === 'en' ? 'English' : 'Deutsch'}
    </button>
  )
}

/** What the reader must know about everything on the page: invented data, another day than today. */
function Notices() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { current } = useTenants()
  const { asOf } = useScope()
  const previewed = useSession().data?.preview === true
  if (!current?.fictional && !asOf && !previewed) return null
  return (
    <div className="notices">
      {previewed && (
        <p className="notice">
          {t('app.preview')}{' '}
          <button type="button" className="kern-link link-button no-print" onClick={() => preview(false)}>
            {t('app.previewEnd')}
          </button>
        </p>
      )}
      {current?.fictional && <p className="notice notice--fictional">{t('app.fictionalLong', { name: current.name })}</p>}
      {asOf && (
        <p className="notice">
          {t('app.asOfPast', { day: formatDay(asOf, language) })}{' '}
          <Link to="." search={(old) => ({ ...old, asOf: undefined })} className="kern-link no-print">
            {t('app.asOfReset')}
          </Link>
        </p>
      )}
    </div>
  )
}

function Footer() {
  const { t } = useTranslation()
  const { query } = useTenants()
  const mayPreview = useMay('see-internal')
  return (
    <footer className="footer">
      <p>{t('app.footer')}</p>
      <p>
        {query.data && <span>{t(query.data.reader === 'public' ? 'app.publicView' : 'app.internalView')} · </span>}
        {mayPreview && (
          <>
            <button type="button" className="kern-link link-button" onClick={() => preview(true)}>
              {t('app.previewBegin')}
            </button>{' '}
            ·{' '}
          </>
        )}
        <Link to="/account" search={{}} className="kern-link">
          {t('account.title')}
        </Link>{' '}
        ·{' '}
        <Link to="/datenschutz" search={{}} className="kern-link">
          {t('privacy.title')}
        </Link>{' '}
        ·{' '}
        <Link to="/export" search={{}} className="kern-link">
          {t('export.title')}
        </Link>{' '}
        ·{' '}
        <a className="kern-link" href="/docs">
          {t('app.nav.api')}
        </a>
      </p>
    </footer>
  )
}
