/**
 * `npm run restore -- <file>`: takes a full dump back into an empty database, checks it, and stops again. The database is
 * the one that `npm start` would use (KG_DATA, or NEO4J_URI). A start option and not a route, since a running server has
 * seeded its database already, and nobody may read what is half there.
 */
import { resolve } from 'node:path'
import { launch } from './launch.mjs'

const [file, ...more] = process.argv.slice(2)
if (file === undefined || file.startsWith('-') || more.length > 0) {
  console.error(
    'npm run restore -- <file>    restores a backup (packed or not) into an empty database, and compares it with the file\nKG_DATA names an empty data folder; without it, .data is used. NEO4J_URI and NEO4J_DATABASE name a database that runs already.',
  )
  process.exit(file === '--help' ? 0 : 2)
}
process.env.KG_RESTORE = resolve(process.env.INIT_CWD ?? process.cwd(), file)
launch({ once: true })
