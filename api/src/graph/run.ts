/**
 * How the rest of the API reaches the graph: reads by the name of a query, writes in one transaction.
 *
 * A read first tries one auto-commit round trip, which saves the commit of a managed transaction
 * (0.5 against 0.8 ms, measured), and falls back to the driver's retries only after an error that they can heal.
 * No read keeps anybody waiting for a database that is gone: see patience.ts.
 */
import neo4j, { type Driver, type QueryResult } from 'neo4j-driver'
import { type Connection, openDriver } from './driver.ts'
import { asker } from './asker.ts'
import { asGraphError, GraphError, hasStoppedItself, isRetriable } from './errors.ts'
import { patience, pingMs, within } from './patience.ts'
import { compose, type FragmentName, type QueryName, query, statements } from './queries.ts'
import { type Scope, scopes } from './scope.ts'
import { fromNeo4j, toParameters } from './values.ts'

export interface ReadOptions {
  /** The database ends the query after this time. Default: `Graph.limits.readMs`. */
  timeoutMs?: number
  /** Fragments for the marked places of the query. */
  places?: Record<string, readonly FragmentName[]>
}

/** One open transaction: all of it is stored or nothing. */
export interface WriteTx {
  /** Rows as plain JSON objects. Parameters as in `Graph.read`; `day`, `moment`, `decimal` of values.ts for typed ones. */
  run<Row = Record<string, unknown>>(name: QueryName, parameters?: Record<string, unknown>): Promise<Row[]>
  /** Every statement of a file (statements end with `;`). */
  apply(name: QueryName, parameters?: Record<string, unknown>): Promise<void>
}

export interface Graph {
  /** Runs one reading query; a row is an object with the query's columns. Throws GraphError. */
  read<Row>(name: QueryName, parameters: Record<string, unknown>, options?: ReadOptions): Promise<Row[]>
  /** The same for a text that api/src/graph has joined from files. Nobody else has a reason to call it. */
  readText<Row>(text: string, parameters: Record<string, unknown>, options?: ReadOptions): Promise<Row[]>
  /** Runs `work` in one writing transaction; it may run twice after a transient error, so it must be pure beside its writes. */
  write<T>(work: (tx: WriteTx) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>
  /** Runs the statements of a file that are `wanted` (default: all), each in its own transaction: schema cannot share one with data. */
  apply(name: QueryName, wanted?: (statement: string) => boolean): Promise<void>
  /**
   * Runs `work` in a transaction that is always rolled back: reads in it see its writes, nobody else does.
   * `inside` is the same graph as seen in that transaction, for whatever asks a Graph: it reads, and refuses to write.
   */
  tryOut<T>(work: (tx: WriteTx, inside: Graph) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>
  /** How long a read may take in the database unless its route says otherwise; longer while the server prepares. */
  limits: { readMs: number }
  /** `neo4j version edition`, or throws GraphError 'unavailable' within 2 s. */
  ping(): Promise<string>
  close(): Promise<void>
}

/** The database ends a read after this time unless the route says otherwise, in milliseconds. */
export const usualReadMs = 5_000
/** How long a member of a cluster may take to see what the client has seen elsewhere, in milliseconds. */
const seenMs = 2_000
/** A refused login is not tried again for so long, in milliseconds: as long as the database itself locks an account out. */
const lockOutMs = 5_000
const nobodyWaits = () => new GraphError('too-slow', 'Nobody waits for the answer any more')
/** No route gives its reads more than this. */
const longestRequestMs = 60_000

/** Told of every statement that came back, or failed: its name below `cypher/` and how long it took in milliseconds. */
export type Observe = (query: string, ms: number) => void
/** Name of a text that was joined from several files. */
const joined = 'joined'

/** Opens the graph; the database may come later. `onStopped` is told each time that it shows to have stopped itself. */
export function openGraph(connection: Connection, observe: Observe = () => undefined, onStopped: () => void = () => undefined): Graph {
  return graphOn(openDriver(connection), connection.database, observe, onStopped)
}

/** What an open transaction of the driver is here. */
interface Runs {
  run(text: string, parameters: Record<string, unknown>): PromiseLike<QueryResult>
}

function graphOn(driver: Driver, database: string | undefined, observe: Observe, onStopped: () => void): Graph {
  const timed = async <T>(name: string, work: PromiseLike<T>): Promise<T> => {
    const began = performance.now()
    try {
      return await work
    } finally {
      observe(name, performance.now() - began)
    }
  }
  const limits = { readMs: usualReadMs }
  const session = (mode: 'READ' | 'WRITE', bookmarks: string[] = []) =>
    driver.session({ database, bookmarks, defaultAccessMode: mode === 'READ' ? neo4j.session.READ : neo4j.session.WRITE })

  /**
   * A session that sees what the request under way must see. Bookmarks come from outside: one that the database does not know,
   * or does not reach in time, is dropped before anything is asked with it.
   */
  const sessionOfScope = async (mode: 'READ' | 'WRITE') => {
    const scope = scopes.getStore()
    if (!scope || scope.bookmarks.length === 0) return session(mode)
    scope.seen ??= waitFor(scope)
    await scope.seen
    return session(mode, scope.bookmarks)
  }
  const waitFor = async (scope: Scope): Promise<void> => {
    const one = session('READ', scope.bookmarks)
    try {
      await within(one.run(query('queries/ready')), seenMs)
    } catch {
      scope.bookmarks = []
    } finally {
      one.close().catch(() => undefined)
    }
  }
  /** What a write has stored is what the rest of its request must see, and the next request of its client. */
  const written = (bookmarks: string[]) => {
    const scope = scopes.getStore()
    if (scope) Object.assign(scope, { bookmarks, written: bookmarks, seen: Promise.resolve() })
  }

  /**
   * A database that refuses the login is not asked again for a while: each try would count as a guess, and enough of them
   * lock the account for the right password too.
   */
  let lockedOutUntil = 0
  const admitted = () => {
    if (performance.now() < lockedOutUntil) throw new GraphError('unavailable', 'The database refuses the login')
  }
  const faultOf = (error: unknown): unknown => {
    const fault = asGraphError(error)
    if (fault instanceof GraphError && fault.code?.includes('.Security.')) lockedOutUntil = performance.now() + lockOutMs
    if (hasStoppedItself(fault)) onStopped()
    return fault
  }

  const ping = async (): Promise<string> => {
    admitted()
    const one = session('READ')
    try {
      const { agent } = (await within(one.run(query('queries/ready')), pingMs)).summary.server
      return agent ?? 'Neo4j'
    } catch (error) {
      throw faultOf(error)
    } finally {
      one.close().catch(() => undefined)
    }
  }

  const { heard, bound } = patience(ping)

  const reply = async (text: string, parameters: Record<string, unknown>, timeoutMs: number): Promise<QueryResult> => {
    admitted()
    const gone = asker.getStore()
    if (gone?.aborted) throw nobodyWaits()
    const one = await sessionOfScope('READ')
    // Closing the session ends its query in the database.
    const leave = () => void one.close().catch(() => undefined)
    gone?.addEventListener('abort', leave, { once: true })
    try {
      const sent = untraced(() => one.run(text, parameters, { timeout: timeoutMs }))
      const work = Promise.resolve(sent).catch((error) => {
        if (!isRetriable(error)) throw error
        return one.executeRead((tx) => tx.run(text, parameters), { timeout: timeoutMs })
      })
      // What may take longer than any request is work that nobody waits for: it also waits out a silent database.
      const result = await (timeoutMs > longestRequestMs ? work : bound(work, timeoutMs))
      heard()
      return result
    } catch (error) {
      throw gone?.aborted ? nobodyWaits() : faultOf(error)
    } finally {
      gone?.removeEventListener('abort', leave)
      // Not awaited: a dead connection would make the answer wait for its own funeral.
      one.close().catch(() => undefined)
    }
  }

  const transaction = (tx: Runs): WriteTx => ({
    run: async <Row>(name: QueryName, parameters: Record<string, unknown> = {}) =>
      rows<Row>(await timed(name, tx.run(query(name), toParameters(parameters)))),
    apply: async (name, parameters = {}) => {
      for (const statement of statements(name)) await tx.run(statement, toParameters(parameters))
    },
  })

  /** Another transaction within an open one would not see its writes. */
  const alone = (): never => {
    throw new Error('What is tried out is only read')
  }
  const seenIn = (tx: Runs): Graph => ({
    limits,
    ping,
    close: alone,
    write: alone,
    apply: alone,
    tryOut: alone,
    async read<Row>(name: QueryName, parameters: Record<string, unknown>, { places }: ReadOptions = {}) {
      return rows<Row>(await timed(name, tx.run(places ? compose(name, places) : query(name), toParameters(parameters))))
    },
    async readText<Row>(text: string, parameters: Record<string, unknown>) {
      return rows<Row>(await timed(joined, tx.run(text, toParameters(parameters))))
    },
  })

  return {
    limits,
    ping,
    close: () => driver.close(),
    async read<Row>(name: QueryName, parameters: Record<string, unknown>, options: ReadOptions = {}) {
      const text = options.places ? compose(name, options.places) : query(name)
      return rows<Row>(await timed(name, reply(text, toParameters(parameters), options.timeoutMs ?? limits.readMs)))
    },
    async readText<Row>(text: string, parameters: Record<string, unknown>, options: ReadOptions = {}) {
      return rows<Row>(await timed(joined, reply(text, toParameters(parameters), options.timeoutMs ?? limits.readMs)))
    },
    async write(work, { timeoutMs = 120_000 } = {}) {
      admitted()
      const one = await sessionOfScope('WRITE')
      try {
        const stored = one.executeWrite((tx) => work(transaction(tx)), { timeout: timeoutMs })
        // A request does not wait for a database that says nothing at all; what comes of the write then is as after a lost answer.
        const result = await (scopes.getStore() ? bound(stored, timeoutMs) : stored)
        written(one.lastBookmarks())
        return result
      } catch (error) {
        throw faultOf(error)
      } finally {
        one.close().catch(() => undefined)
      }
    },
    async tryOut(work, { timeoutMs = 5_000 } = {}) {
      admitted()
      const one = await sessionOfScope('WRITE')
      try {
        const tx = await one.beginTransaction({ timeout: timeoutMs })
        try {
          return await work(transaction(tx), seenIn(tx))
        } finally {
          await tx.rollback()
        }
      } catch (error) {
        throw faultOf(error)
      } finally {
        one.close().catch(() => undefined)
      }
    },
    async apply(name, wanted = () => true) {
      admitted()
      const one = session('WRITE')
      try {
        for (const statement of statements(name).filter(wanted)) await one.run(statement)
      } catch (error) {
        throw faultOf(error)
      } finally {
        one.close().catch(() => undefined)
      }
    },
  }
}

/**
 * The driver renders a stack trace with every statement, in case it fails. Source maps make that a twentieth of what the
 * server does for a small answer (measured); a GraphError tells where it was asked.
 */
function untraced<T>(send: () => T): T {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return send()
  } finally {
    Error.stackTraceLimit = usual
  }
}

function rows<Row>(result: QueryResult): Row[] {
  return result.records.map((record) => {
    const row: Record<string, unknown> = {}
    record.keys.forEach((key, index) => {
      row[String(key)] = fromNeo4j(record.get(index))
    })
    // The row's shape is what the query's header promises; the answer's zod schema checks it on the way out.
    return row as Row
  })
}
