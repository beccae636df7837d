/** Small helpers between rows of the database and strict answers. */

type Present<T> = { [K in keyof T]: Exclude<T[K], null> }

/** Without the keys whose value is null or undefined: in the graph an absent property is simply not there. */
export function present<T extends object>(row: T): Present<T> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>
}
