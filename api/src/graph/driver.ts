/**
 * One driver per process. Its limits are those of a web request: a person waits two seconds, not the
 * driver's default of half a minute, before the answer says that the database is away.
 */
import neo4j, { type Driver } from 'neo4j-driver'

export interface Connection {
  uri: string
  user: string
  password: string
  /** Absent = the server's default database. */
  database?: string
  /** Most connections at a time. Default: 100. */
  pool?: number
}

/** Seconds that a web request may spend on finding and retrying a connection, in milliseconds. */
const patience = 2_000

/** Opens the driver; connects on first use, so the database may come later. */
export function openDriver({ uri, user, password, pool = 100 }: Connection): Driver {
  return neo4j.driver(uri, neo4j.auth.basic(user, password), {
    disableLosslessIntegers: true,
    connectionTimeout: patience,
    connectionAcquisitionTimeout: patience,
    maxTransactionRetryTime: patience,
    maxConnectionPoolSize: pool,
    // A connection that slept longer than this is tried before it is used: a restarted database closes them all.
    connectionLivenessCheckTimeout: 30_000,
    userAgent: 'kommunalgraph',
    // The driver's own log may carry statements with parameters, that is, what people search for.
    logging: { level: 'error', logger: () => undefined },
  })
}
