/** `npm run check`: asks a running server for the state of its data; the exit code says how bad it is. See `usage`. */
import { parseArgs } from 'node:util'
import { type QualityAnswer, type Severity, severities, severityLabels } from '@kommunalgraph/contract/quality.ts'
import { tokenHeader } from '@kommunalgraph/seed/src/token.ts'

const usage = `npm run check                          table of the rules with their counts
npm run check -- --json                the answer of the server as it is
npm run check -- --fail-on warning     exit code 1 also for warnings (violation, gap, warning, info; default violation)
npm run check -- --tenant 082120000000 another municipality (repeatable); --as-of 2026-11-01 another day
KG_URL names the server, default http://localhost:3000; KG_TOKEN is a token of an account there, where it has any
Exit code: 0 nothing that counts, 1 something that counts, 2 the server gave no answer or the call was wrong`

/** Wrong use of the command line. */
class Misuse extends Error {}

async function main(): Promise<number> {
  const { json, help, failOn, tenants, asOf } = options()
  if (help) {
    console.log(usage)
    return 0
  }
  const answer = await ask(tenants, asOf)
  console.log(json ? JSON.stringify(answer, null, 2) : table(answer))
  // What is worse than what counts, counts as well.
  const counted = severities.slice(0, severities.indexOf(failOn) + 1)
  return counted.some((severity) => answer.counts[severity] > 0) ? 1 : 0
}

function options() {
  const parsed = () => {
    try {
      return parseArgs({
        options: {
          json: { type: 'boolean', default: false },
          'fail-on': { type: 'string', default: 'violation' },
          tenant: { type: 'string', multiple: true, default: [] },
          'as-of': { type: 'string' },
          help: { type: 'boolean', default: false },
        },
      }).values
    } catch (error) {
      throw new Misuse(error instanceof Error ? error.message : String(error))
    }
  }
  const values = parsed()
  const failOn = severities.find((one) => one === values['fail-on'])
  if (failOn === undefined) throw new Misuse(`--fail-on takes one of ${severities.join(', ')}`)
  return { json: values.json, help: values.help, failOn, tenants: values.tenant, asOf: values['as-of'] }
}

/** GET /quality. Throws with a sentence for people where there is no answer. */
async function ask(tenants: readonly string[], asOf: string | undefined): Promise<QualityAnswer> {
  const base = (process.env.KG_URL ?? 'http://localhost:3000').replace(/\/+$/, '')
  const query = new URLSearchParams([
    ...tenants.map((tenant) => ['tenant', tenant] as [string, string]),
    ...(asOf === undefined ? [] : [['asOf', asOf] as [string, string]]),
  ])
  const response = await fetch(`${base}/api/v1/quality?${query}`, { headers: tokenHeader() }).catch(() => undefined)
  if (!response) throw new Error(`No server answers at ${base}. Start it, or name it with KG_URL.`)
  const body = (await response.json().catch(() => ({}))) as QualityAnswer & { detail?: string }
  if (!response.ok) throw new Error(`The server answers ${response.status}: ${body.detail ?? ''}`)
  return body
}

function table({ asOf, sentence, rules, counts, excepted }: QualityAnswer): string {
  const shown = [...rules].sort((a, b) => order(a.severity) - order(b.severity) || a.rule.localeCompare(b.rule))
  const lines = shown.map(({ rule, severity, count, excepted: spared, title }) =>
    [rule, severity.padEnd(9), String(count).padStart(6), String(spared).padStart(10), ` ${title.en}`].join('  '),
  )
  const head = ['rule', 'severity'.padEnd(9), ' count', 'exceptions', ' title'].join('  ')
  const sum = severities
    .map((severity) => `${counts[severity]} ${severityLabels[severity][counts[severity] === 1 ? 'one' : 'many'].en}`)
    .join(', ')
  return [`${sentence.en} (${asOf})`, '', head, ...lines, '', `${sum}; ${excepted} exceptions`].join('\n')
}

const order = (severity: Severity) => severities.indexOf(severity)

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    if (error instanceof Misuse) console.error(`\n${usage}`)
    process.exitCode = 2
  },
)
