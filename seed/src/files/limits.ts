/** How much one file may hold. */

/** Largest file that is accepted, in bytes: the limit of the upload. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024
/** Most rows of all tables, or changes of other formats, in one file: one transaction holds no more (decisions 13). */
export const MAX_ROWS = 100_000
/** Most columns of one table. */
export const MAX_COLUMNS = 199
