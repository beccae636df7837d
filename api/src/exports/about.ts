/** What a file says about itself: whose data, of which day, as who may see them. Shared by the formats. */
export interface About {
  /** ISO day. */
  readonly asOf: string
  readonly tenants: readonly { readonly tenant: string; readonly name: string; readonly fictional: boolean }[]
  /** Only what is published is in the file. */
  readonly published: boolean
  /** ISO time of the export. */
  readonly at: string
  /** Address under which the pages of entities are found, without a slash at the end. */
  readonly origin: string
  readonly version: string
}

/** Said in every file with made-up data, because files travel. */
export const FICTIONAL = 'Beispieldaten einer erfundenen Kommune'
