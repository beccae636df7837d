// A process that owns a database and can be killed: `owner.mjs <data folder>` or `owner.mjs throw-away`.
// Prints one JSON line when the database is ready, or one with `code` when it may not have the folder.
import { startDatabase, throwAwayDatabase } from '@kommunalgraph/database'

const folder = process.argv[2] ?? ''
try {
  const database = await (folder === 'throw-away'
    ? throwAwayDatabase()
    : startDatabase({ dataDir: folder, heap: '512m', pageCache: '64m' }))
  const { uri, password, pid, dataDir } = database
  console.log(JSON.stringify({ uri, password, pid, dataDir }))
  setInterval(() => {}, 60_000)
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }))
}
