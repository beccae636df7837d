// What `npm start` looks at before it installs or starts anything: each thing missing ends it with a sentence.
import { createServer } from 'node:net'
import { checkPrerequisites, DatabaseError } from './database/database.mjs'

/** A reason to end that the person in front of the terminal can act on. */
export class Sentence extends Error {}

/** An environment variable; an empty one counts as not set. */
export const setting = (/** @type {string} */ name) => (process.env[name] === '' ? undefined : process.env[name])

const waysToADatabase = `Two ways to get a database:
  1. Install Java 21 or newer and Maven; npm start then fetches and runs Neo4j by itself.
  2. Use a Neo4j (2026.08 or newer; server, cluster or Aura) that runs already:
     NEO4J_URI=neo4j://host:7687 NEO4J_USER=neo4j NEO4J_PASSWORD=… npm start`

export function readPort() {
  const text = setting('PORT') ?? '3000'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Sentence(`PORT=${text} is not a port. Use a number from 1 to 65535, for example: PORT=3001 npm start`)
  return port
}

/** @param {number} port @param {string} host */
export async function checkPort(port, host) {
  const code = await new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error) => done('code' in error ? error.code : 'unknown'))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(undefined)))
  })
  if (code === undefined) return
  if (code === 'EADDRINUSE')
    throw new Sentence(
      `Port ${port} on ${host} is in use, perhaps by a Kommunalgraph that runs already. Stop what listens there, or choose another port: PORT=${port + 1} npm start`,
    )
  if (code === 'EACCES')
    throw new Sentence(`This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`)
  throw new Sentence(`HOST=${host} is not an address of this machine (${code}). Leave HOST out for 127.0.0.1.`)
}

/** The connection that the environment names, or undefined when a managed database is possible. Ends the start otherwise. */
export function chooseDatabase() {
  const uri = setting('NEO4J_URI')
  if (uri === undefined) {
    try {
      checkPrerequisites()
    } catch (error) {
      if (error instanceof DatabaseError) throw new Sentence(`${error.message}\n\n${waysToADatabase}`)
      throw error
    }
    return undefined
  }
  if (!/^(bolt|neo4j)(\+s|\+ssc)?:\/\/.+/.test(uri))
    throw new Sentence(
      `NEO4J_URI=${uri} is not understood. It begins with neo4j:// or bolt:// (or neo4j+s://, bolt+s://).`,
    )
  const password = setting('NEO4J_PASSWORD')
  if (password === undefined)
    throw new Sentence('NEO4J_URI is set, but NEO4J_PASSWORD is not. Set both (and NEO4J_USER, if it is not neo4j).')
  return { uri, user: setting('NEO4J_USER') ?? 'neo4j', password, database: setting('NEO4J_DATABASE') }
}
