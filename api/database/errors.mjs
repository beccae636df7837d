/**
 * A fault of the managed database that a person can mend. The message is one or two sentences, the last of
 * which names the next step; `code` is stable, so that callers and tests do not read the sentence.
 */
export class DatabaseError extends Error {
  /**
   * @param {import('./database.d.mts').DatabaseErrorCode} code
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(code, message, options) {
    super(message, options)
    this.name = 'DatabaseError'
    this.code = code
  }
}

/**
 * Turns a file system error of the data folder into a sentence; other errors come back as they are.
 * @param {unknown} error
 * @param {string} folder
 * @returns {unknown}
 */
export function explainDisk(error, folder) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DatabaseError(
      'DISK_FULL',
      `There is no space left for the data folder ${folder}. Free some disk space, or set KG_DATA to a folder on another disk; the graph is untouched.`,
      { cause: error },
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new DatabaseError(
      'DISK_UNWRITABLE',
      `The data folder ${folder} cannot be written (${code}). Give this user the right to write there, or set KG_DATA to another folder.`,
      { cause: error },
    )
  }
  return error
}
