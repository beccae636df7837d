/**
 * What the product is made of, from the lockfile and the installed packages.
 *   npm run licences              fails where a package has a licence that may not be combined with EUPL-1.2, or none
 *   npm run advisories            fails for a known advisory of high or critical severity; says so where the registry gives no answer
 *   npm run sbom -- --out <file>  a CycloneDX 1.6 bill of materials, with the checksums of the lockfile
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const { packageManager, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Permissive, or named in the appendix of EUPL-1.2 (MPL-2.0). What only builds or tests is held to the same. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'EUPL-1.2', 'ISC', 'MIT', 'MIT/X11', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'Unlicense', 'Zlib'])
/** Packages that do not say it in their manifest, by name and version, each looked up by a person. */
const lookedUp = new Map([['buffers@0.1.1', 'MIT/X11: its repository says so from the next version on']])

/** @param {string[]} args */
function pnpm(args) {
  const { stdout, stderr, status } = spawnSync('npx', ['-y', packageManager, ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, npm_config_loglevel: 'warn' }, maxBuffer: 256 * 1_048_576 })
  return { stdout, text: `${stdout}${stderr}`, status }
}

/** Whether a licence expression can be met: one of what OR joins, all of what AND joins. @param {string} expression @returns {boolean} */
function fits(expression) {
  const plain = expression.trim().replace(/^\((.*)\)$/, '$1')
  const either = plain.split(/ or /i)
  if (either.length > 1) return either.some(fits)
  const all = plain.split(/ and /i)
  return all.length > 1 ? all.every(fits) : allowed.has(plain)
}

/** @returns {{ name: string, version: string, license: string }[]} of everything, or of what runs in production */
function packages(production = false) {
  const { stdout, text } = pnpm(['licenses', 'list', '--json', ...(production ? ['--prod'] : [])])
  /** @type {Record<string, { name: string, versions: string[], license: string }[]>} */
  let listed
  try {
    listed = JSON.parse(stdout)
  } catch {
    throw new Error(`pnpm did not list the licences: ${text.slice(0, 500)}`)
  }
  return Object.values(listed)
    .flat()
    .flatMap(({ name, versions, license }) => versions.map((one) => ({ name, version: one, license })))
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

function licences() {
  const all = packages()
  const refused = all.filter(({ name, version: one, license }) => !fits(license) && !lookedUp.has(`${name}@${one}`))
  for (const { name, version: one, license } of refused) console.error(`${name}@${one}: ${license}`)
  console.log(refused.length === 0 ? `Licences: ${all.length} packages, all compatible with EUPL-1.2` : `${refused.length} of ${all.length} packages have a licence that is not on the list; look each up, or do without it`)
  return refused.length === 0 && all.length > 100 ? 0 : 1
}

function advisories() {
  const { text, status } = pnpm(['audit', '--audit-level', 'high', '--prod'])
  if (status === 0) {
    console.log('Advisories: none of high or critical severity is known for the lockfile')
    return 0
  }
  // A machine without the registry's advisories must not stop every other check.
  if (/ERR_PNPM_AUDIT_BAD_RESPONSE|ERR_PNPM_AUDIT_NO_RESPONSE|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|FETCH_ERROR/.test(text)) {
    console.log(`Advisories: NOT CHECKED, the registry gives no answer from here: ${text.trim().split('\n')[0]?.slice(0, 200)}`)
    return 0
  }
  console.error(text)
  return 1
}

/** @param {string | undefined} out */
function sbom(out) {
  const lock = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  const sums = new Map([...lock.matchAll(/^ {2}'?([^\s'][^']*?)'?:\n {4}resolution: \{integrity: sha512-([A-Za-z0-9+/=]+)/gm)].map(([, id, sum]) => [id, Buffer.from(String(sum), 'base64').toString('hex')]))
  const running = new Set(packages(true).map(({ name, version: one }) => `${name}@${one}`))
  const neo4j = /<neo4j\.version>([^<]+)</.exec(readFileSync(join(root, 'api/database/pom.xml'), 'utf8'))?.[1]
  const components = packages().map(({ name, version: one, license }) => {
    const purl = `pkg:npm/${name.replace('@', '%40')}@${one}`
    const sum = sums.get(`${name}@${one}`)
    const known = fits(license) ? license : lookedUp.get(`${name}@${one}`)?.split(':')[0]
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version: one,
      purl,
      scope: running.has(`${name}@${one}`) ? 'required' : 'excluded',
      licenses: [{ license: { name: known ?? 'unknown' } }],
      ...(sum && { hashes: [{ alg: 'SHA-512', content: sum }] }),
    }
  })
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'kommunalgraph', name: 'kommunalgraph', version, licenses: [{ license: { id: 'EUPL-1.2' } }] } },
    // A program of its own that the product speaks to over Bolt; Maven fetches it where none is named.
    components: [...components, { type: 'platform', 'bom-ref': `pkg:maven/org.neo4j/neo4j@${neo4j}`, name: 'neo4j', version: neo4j, purl: `pkg:maven/org.neo4j/neo4j@${neo4j}`, licenses: [{ license: { id: 'GPL-3.0-only' } }] }],
  }
  const text = `${JSON.stringify(bom, null, 2)}\n`
  if (out === undefined) process.stdout.write(text)
  else {
    writeFileSync(resolve(process.env.INIT_CWD ?? process.cwd(), out), text)
    console.log(`${out}: ${bom.components.length} components, ${components.filter(({ hashes }) => hashes).length} with a checksum`)
  }
  return 0
}

const [what, ...rest] = process.argv.slice(2)
const work = { licences, advisories, sbom: () => sbom(rest[0] === '--out' ? rest[1] : undefined) }[what ?? '']
if (!work) console.error('node tests/supply-chain.mjs licences | advisories | sbom [--out <file>]')
process.exitCode = work ? work() : 2
