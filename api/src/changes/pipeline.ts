/** Statements sent one behind the other without waiting for each answer: packing the next batch overlaps with the work of the database. */
import type { WriteTx } from '../graph/run.ts'

/** More would only fill memory: one is being worked on, one is waiting. */
const AHEAD = 2

export class Pipeline {
  readonly #tx: WriteTx
  readonly #pending: Promise<unknown>[] = []

  constructor(tx: WriteTx) {
    this.#tx = tx
  }

  /** Sends a statement whose rows nobody needs; the database keeps the order. */
  async run(...statement: Parameters<WriteTx['run']>): Promise<void> {
    while (this.#pending.length >= AHEAD) await this.#pending.shift()
    const sent = this.#tx.run(...statement)
    // Whoever waits for it hears of a fault; until then it must not end the process.
    sent.catch(() => undefined)
    this.#pending.push(sent)
  }

  /** Waits for all; throws the first fault. */
  async done(): Promise<void> {
    while (this.#pending.length > 0) await this.#pending.shift()
  }
}
