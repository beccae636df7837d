/** Settings of the API: the environment, checked once; a wrong value ends the start with a sentence. */
import { type Code, codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { isIP } from 'node:net'
import { accountRoles } from '@kommunalgraph/contract/permissions.ts'
import { join } from 'node:path'
import { z } from 'zod'

export type Reader = Code<'visibility'>

export interface Config {
  host: string
  port: number
  /** ARS of the home municipality: what lists and questions mean when they name no tenant. */
  home: string
  /** `public`: this server serves the public view and nothing else; `internal`: who may see what follows from who asks. */
  reader: Reader
  /** It listens on loopback only. */
  local: boolean
  /** The address that people use, where a proxy stands in front: decides about secure cookies and which pages may write. */
  publicUrl?: string
  /** Proxies that say truly for whom they ask (X-Forwarded-For), as addresses or networks. */
  proxies: readonly string[]
  /** Origins whose pages may show views of this server in a frame. */
  embedAllow: readonly string[]
  /** OpenID provider; then it alone says who somebody is. */
  issuer?: Issuer
  neo4j: { uri: string; user: string; password: string; database?: string; pool?: number }
  /** File of a dump to be restored into the empty database before anything else. */
  restore?: string
  /** Council information systems that imports may ask, as host names with a port where it is not the usual one. */
  oparlHosts: readonly string[]
  /** `folder`: where backups go on a schedule, absent: there is none; `migrationFolder`: where one goes before data is migrated. */
  backup: { folder?: string; migrationFolder?: string; everyMs: number; keep: number }
  /** How long after the end of the last mandate a name stays, in days. */
  namesAfterMandateDays: number
  /** Who runs this server and whom to ask about data protection, as people are to read it. */
  operator?: string
  /** Whoever shows it reads the figures at /metrics; absent: nobody does. */
  metricsToken?: string
  /** A query that takes longer is logged by its name; 0: none is. */
  slowQueryMs: number
  version: string
  /** `silent` for tests. */
  logLevel: string
}

export interface Issuer {
  url: string
  clientId: string
  clientSecret?: string
  scope: string
  /** Where in the claims the roles stand, with dots for what is nested. */
  roleClaim: string
  /** Value of the claim → role here; the highest that somebody has counts. */
  roles: ReadonlyMap<string, (typeof accountRoles)[number]>
}

/** The fictional demo municipality. */
const demoHome = '990000000000'
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Several in one setting, separated by commas. */
const several = z.string().transform((list) => list.split(',').map((one) => one.trim()).filter((one) => one !== ''))

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  KG_HOME: z
    .string()
    .regex(/^\d{12}$/, 'must be an ARS of 12 digits')
    .default(demoHome),
  KG_READER: z.enum(codes('visibility')).optional(),
  KG_PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')).optional(),
  KG_PROXIES: several.pipe(z.array(z.string().refine(isNetwork, 'must be addresses or networks like 10.1.0.0/16, separated by commas'))).optional(),
  KG_EMBED_ALLOW: several
    .pipe(z.array(z.string().toLowerCase().regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'must be origins like https://www.stadt.example, separated by commas')))
    .default([]),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_SCOPE: z.string().min(1).default('openid profile'),
  OIDC_ROLE_CLAIM: z.string().min(1).default('roles'),
  OIDC_ROLES: z
    .string()
    .default(accountRoles.map((role) => `${role}=${role}`).join())
    .transform((list) => list.split(',').map((pair) => pair.split('=').map((part) => part.trim())))
    .pipe(z.array(z.tuple([z.string().min(1), z.enum(accountRoles)]), 'must be pairs like stadt-redaktion=editor, separated by commas')),
  KG_RESTORE: z.string().min(1).optional(),
  KG_OPARL_HOSTS: several
    .pipe(z.array(z.string().toLowerCase().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'must be host names, separated by commas')))
    .default([]),
  KG_BACKUP_DIR: z.string().min(1).optional(),
  KG_BACKUP_EVERY: z
    .string()
    .regex(/^[1-9]\d{0,4}[smhd]$/, 'must be a time like 12h, 30m or 1d')
    .default('1d')
    .transform((text) => Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs]),
  KG_BACKUP_KEEP: z.coerce.number().int().min(1).max(10_000).default(14),
  KG_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  KG_SLOW_QUERY_MS: z.coerce.number().int().min(0).max(600_000).default(1_000),
  KG_DATA: z.string().min(1).optional(),
  KG_NAMES_AFTER_MANDATE: z.coerce.number().int().min(0).max(36_500).default(730),
  KG_OPERATOR: z.string().min(3).max(1_000).optional(),
  KG_LOG: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  NEO4J_URI: z.string().regex(/^(bolt|neo4j)(\+s|\+ssc)?:\/\/.+/, 'must start with bolt:// or neo4j:// (or +s, +ssc)'),
  NEO4J_USER: z.string().min(1).default('neo4j'),
  NEO4J_PASSWORD: z.string().min(1, 'must be set'),
  NEO4J_DATABASE: z.string().min(1).optional(),
  NEO4J_POOL: z.coerce.number().int().min(1).max(1_000).default(100),
})

function isNetwork(text: string): boolean {
  const [address = '', prefix, more] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address) as 0 | 4 | 6]
  return bits > 0 && more === undefined && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
}

/** Every variable that is read. */
export const settingNames: readonly string[] = Object.keys(Environment.shape)

/** Whether people reach this server over TLS: then cookies are for TLS alone. */
export const behindTls = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean => publicUrl?.startsWith('https:') ?? false

/** A setting that cannot be used; its message is the sentence for the person who starts the server. */
export class ConfigError extends Error {}

/** Reads the environment. An empty variable counts as not set. Throws ConfigError. */
export function readConfig(environment: Record<string, string | undefined>, version: string): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`These settings cannot be used: ${sentences.join('; ')}`)
  }
  const env = parsed.data
  const local = loopback.has(env.HOST)
  if (env.OIDC_ISSUER !== undefined && env.OIDC_CLIENT_ID === undefined) throw new ConfigError('OIDC_ISSUER needs OIDC_CLIENT_ID, the name under which the provider knows this server.')
  if (env.OIDC_ISSUER !== undefined && env.KG_PUBLIC_URL === undefined && !local)
    throw new ConfigError('OIDC_ISSUER needs KG_PUBLIC_URL, the address to which the provider sends people back.')
  return {
    host: env.HOST,
    port: env.PORT,
    home: env.KG_HOME,
    reader: env.KG_READER ?? 'internal',
    local,
    publicUrl: env.KG_PUBLIC_URL,
    // Whoever names a public address has a proxy, and mostly on the same machine.
    proxies: env.KG_PROXIES ?? (env.KG_PUBLIC_URL === undefined ? [] : ['127.0.0.1', '::1']),
    embedAllow: env.KG_EMBED_ALLOW,
    issuer: env.OIDC_ISSUER && env.OIDC_CLIENT_ID ? issuerOf(env, env.OIDC_ISSUER, env.OIDC_CLIENT_ID) : undefined,
    neo4j: { uri: env.NEO4J_URI, user: env.NEO4J_USER, password: env.NEO4J_PASSWORD, database: env.NEO4J_DATABASE, pool: env.NEO4J_POOL },
    restore: env.KG_RESTORE,
    oparlHosts: env.KG_OPARL_HOSTS,
    backup: {
      folder: env.KG_BACKUP_DIR,
      migrationFolder: env.KG_BACKUP_DIR ?? (env.KG_DATA === undefined ? undefined : join(env.KG_DATA, 'backups')),
      everyMs: env.KG_BACKUP_EVERY,
      keep: env.KG_BACKUP_KEEP,
    },
    namesAfterMandateDays: env.KG_NAMES_AFTER_MANDATE,
    operator: env.KG_OPERATOR,
    metricsToken: env.KG_METRICS_TOKEN,
    slowQueryMs: env.KG_SLOW_QUERY_MS,
    version,
    logLevel: env.KG_LOG,
  }
}

function issuerOf(env: z.infer<typeof Environment>, url: string, clientId: string): Issuer {
  return { url, clientId, clientSecret: env.OIDC_CLIENT_SECRET, scope: env.OIDC_SCOPE, roleClaim: env.OIDC_ROLE_CLAIM, roles: new Map(env.OIDC_ROLES) }
}
