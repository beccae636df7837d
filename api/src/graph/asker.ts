/**
 * Whoever asked may be gone before the answer is there: then the database need not work it out. Only for reads of one request;
 * what several wait for, and what is written, goes on.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** Aborts when nobody waits any more. */
export const asker = new AsyncLocalStorage<AbortSignal>()

/** Work that others may share, whoever began it. */
export const forAll = <T>(work: () => T): T => asker.exit(work)
