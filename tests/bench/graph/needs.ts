/** Who depends on what inside one municipality: skewed, layered, with a hub and a few cycles. */
import type { Draft } from './draft.ts'
import type { Ids } from './municipality.ts'

interface NeedsOptions {
  /** The system that most others run on. */
  readonly hub: string
  /** The offering that services of all municipalities use. */
  readonly sharedHub: string
  readonly offerings: readonly string[]
  /** How many facts the municipality has at the end. */
  readonly facts: number
}

/** Fills the municipality up with DEPENDS_ON to exactly `facts`. */
export function needsOf(draft: Draft, ids: Ids, { hub, sharedHub, offerings, facts }: NeedsOptions): void {
  const { random } = draft
  const wanted = () => facts - draft.size.facts
  // Six in ten systems, and more than a quarter of the services and processes, stand on the data centre directly.
  for (const system of ids.System) if (random.chance(0.6)) draft.fact('DEPENDS_ON', system, hub)
  for (const thing of [...ids.Service, ...ids.Process])
    if (random.chance(0.28) && wanted() > 0) draft.fact('DEPENDS_ON', thing, hub)
  for (const service of ids.Service)
    if (random.chance(0.19) && wanted() > 0) draft.fact('DEPENDS_ON', service, sharedHub)
  if (wanted() < 0)
    throw new RangeError(`A municipality with ${draft.size.entities} entities has ${-wanted()} facts too many`)

  const dependents = [...ids.Service, ...ids.Process, ...ids.Initiative, ...ids.Dataset]
  for (let tries = 0; wanted() > 0; tries++) {
    if (tries > 50 * facts) throw new RangeError('There is nothing left to depend on')
    const kind = random.next()
    if (kind < 0.08) draft.fact('DEPENDS_ON', random.pick(dependents), hub)
    else if (kind < 0.45) draft.fact('DEPENDS_ON', random.pick(dependents), random.pickSkewed(ids.System))
    else if (kind < 0.75) {
      // Downwards, so that chains end; one in fifty goes up and closes a cycle, as in life.
      const number = 1 + random.below(ids.System.length - 1)
      const below = random.chance(0.02) ? ids.System : ids.System.slice(0, number)
      draft.fact('DEPENDS_ON', ids.System[number] ?? hub, random.pickSkewed(below))
    } else if (kind < 0.85) draft.fact('DEPENDS_ON', random.pick(ids.Initiative), random.pickSkewed(ids.Initiative))
    else if (kind < 0.93) draft.fact('DEPENDS_ON', random.pick(ids.Service), random.pickSkewed(offerings))
    else draft.fact('USES_DATA', random.pick([...ids.Service, ...ids.Process]), random.pickSkewed(ids.Dataset))
  }
}
