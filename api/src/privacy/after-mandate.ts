/** Names go some time after the last mandate has ended: looked after at every start and once a day, by the server itself. */
import { daysBefore, today } from '@kommunalgraph/contract/days.ts'
import { NAMELESS } from '@kommunalgraph/contract/persons.ts'
import type { App, Deps } from '../deps.ts'
import { type Forgotten, forget } from './forget.ts'

/** Author of these entries in the log: no account has this name, as names of accounts have no capital letters. */
export const SERVER_ACCOUNT = 'Server'
const DAY_MS = 86_400_000

/** Takes the names of whom nothing is in office for longer than the setting says. Undefined where there was nobody. */
export async function forgetAfterMandate({ graph, config }: Pick<Deps, 'graph' | 'config'>, now = new Date()): Promise<Forgotten | undefined> {
  const before = daysBefore(today(now), config.namesAfterMandateDays)
  // Looked at without the turn of a writer first: on most days there is nobody.
  const over = { before, nameless: NAMELESS.de }
  if ((await graph.read('writes/find_persons_over', over)).length === 0) return undefined
  const reason = `Namen nach Ende des Mandats entfernt (Frist: ${config.namesAfterMandateDays} Tage)`
  return forget(graph, SERVER_ACCOUNT, reason, async (tx) => ({ ids: (await tx.run<{ id: string }>('writes/find_persons_over', over)).map(({ id }) => id) }), now)
}

/** Begins to look after them; a fault is logged, and the next day tries again. Answers what ends it. */
export function forgetDaily(deps: Deps, log: App['log']): () => void {
  const once = () =>
    forgetAfterMandate(deps).then(
      (done) => done && log.info({ seq: done.seq, persons: done.ids.length }, 'names removed after mandate'),
      (error: unknown) => log.warn({ err: error }, 'names could not be removed after mandate'),
    )
  void once()
  const timer = setInterval(() => void once(), DAY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
