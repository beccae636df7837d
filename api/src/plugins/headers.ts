/** Forms of what comes in headers, for the hooks that read it and for the description of the API. */

/** A bookmark of Neo4j. */
export const bookmarkPattern = /^[A-Za-z0-9+/=:_-]{1,512}$/
/** An idempotency key: as the draft wants it, in quotes, or without. Long enough that nobody guesses another's. */
export const keyPattern = /^(?:"[A-Za-z0-9._:-]{16,128}"|[A-Za-z0-9._:-]{16,128})$/
