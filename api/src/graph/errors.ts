/** What can go wrong between the API and the database, in the API's own words. */
import { Neo4jError } from 'neo4j-driver'

export type GraphErrorKind =
  /** Not reachable, or not yet ready. */
  | 'unavailable'
  /** Ended by its time limit. */
  | 'too-slow'
  /** A uniqueness constraint refused the write. */
  | 'constraint'
  /** More than one transaction may hold: a smaller write is needed. */
  | 'too-large'
  /** A dump is being made; until it is complete nothing may be written. */
  | 'held'
  /** A full-text index is missing or still being built. */
  | 'no-index'
  /** Any other defect of a query. */
  | 'query'

export class GraphError extends Error {
  readonly kind: GraphErrorKind
  /** Neo4j's own code, for the log. */
  readonly code: string | undefined
  constructor(kind: GraphErrorKind, message: string, options?: { cause?: unknown; code?: string }) {
    super(message, { cause: options?.cause })
    this.name = 'GraphError'
    this.kind = kind
    this.code = options?.code
  }
}

/**
 * What Neo4j says when it has stopped itself, most often because its disk is full: of the write that it could not store, and of
 * every question from then on. Only a new process heals it.
 */
const stopped = /encountered a critical error, and needs to be restarted|Could not append transaction/

/** Whether the database behind this error has stopped itself. */
export function hasStoppedItself(error: unknown): boolean {
  return error instanceof GraphError && stopped.test(error.message)
}

/** Whether the driver's own retries can heal it. */
export function isRetriable(error: unknown): boolean {
  return error instanceof Neo4jError && error.retriable
}

/** Translates what the driver threw; what is no error of the database passes unchanged. */
export function asGraphError(error: unknown): unknown {
  // The driver reads a greeting that was torn after its first byte beyond its end.
  if (error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE') return new GraphError('unavailable', 'The database broke off in the middle of its greeting', { cause: error })
  if (!(error instanceof Neo4jError)) return error
  return new GraphError(kindOf(error), error.message, { cause: error, code: error.code })
}

function kindOf({ code, message }: Neo4jError): GraphErrorKind {
  if (stopped.test(message)) return 'unavailable'
  if (/TransactionTimedOut|LockClientStopped|Transaction\.Terminated/.test(code)) return 'too-slow'
  if (code.endsWith('ConstraintValidationFailed')) return 'constraint'
  if (/MemoryPoolOutOfMemory|TransactionMemoryLimit|OutOfMemoryError/.test(code)) return 'too-large'
  // A connection that is cut while versions are agreed on is a breach of the protocol to the driver.
  if (code === 'ServiceUnavailable' || code === 'SessionExpired' || code === 'ProtocolError') return 'unavailable'
  if (/DatabaseUnavailable|DatabaseNotFound|General\.DatabaseUnavailable|Security\./.test(code)) return 'unavailable'
  if (/no such fulltext schema index|index .*(populating|not online|is not ready)|Index.*still (populating|being)/i.test(message)) return 'no-index'
  // The driver gives these no code of their own.
  if (/acquisition timed out|Pool is closed|Connection lost|Could not perform discovery/i.test(message))
    return 'unavailable'
  return 'query'
}
