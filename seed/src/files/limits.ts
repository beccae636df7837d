/** How much one file may hold. */

/** Largest file that is accepted, in bytes: the limit of the upload. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024
/** Most rows of all tables, or changes of other formats, in one file: one transaction holds no more (decisions 13). */
export const MAX_ROWS = 100_000
/** Most columns of one table. */
export const MAX_COLUMNS = 199
/** Most filled cells of all tables in one file: 600 kB packed can be 20 million of them, and a gigabyte once read. */
export const MAX_CELLS = 2_000_000
/** Most issues that reading tells; a file with more is not mended cell by cell. */
export const MAX_FILE_ISSUES = 100_000
/** Most sheets of a workbook, shown or not. */
export const MAX_SHEETS = 200
