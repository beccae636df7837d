/** Looks at the plans of the hot statements: each must begin at an index, none may go through a label or everything. */
import type { Driver, ProfiledPlan } from 'neo4j-driver'
import type { Recorder } from './statements.ts'

export interface PlanFigure {
  readonly name: string
  readonly dbHits: number
  /** Operators that find nodes by an index. */
  readonly seeks: readonly string[]
  /** Operators that must not be there. */
  readonly scans: readonly string[]
}

const scanning =
  /^(AllNodesScan|NodeByLabelScan|UnionNodeByLabelsScan|IntersectionNodeByLabelsScan|SubtractionNodeByLabelsScan|NodeIndexScan|DirectedAllRelationshipsScan|UndirectedAllRelationshipsScan|(Un)?[Dd]irectedRelationshipTypeScan)/

/** PROFILE of every statement behind these addresses, each file once. */
export async function plansOf(driver: Driver, recorder: Recorder, paths: readonly string[]): Promise<PlanFigure[]> {
  const figures = new Map<string, PlanFigure>()
  for (const path of paths) {
    for (const { name, text, parameters } of await recorder.statementsOf(path)) {
      if (figures.has(name)) continue
      const session = driver.session({ defaultAccessMode: 'READ' })
      try {
        const { summary } = await session.executeRead((tx) =>
          tx.run(text.replace(/^CYPHER 25/, 'CYPHER 25 PROFILE'), parameters),
        )
        if (summary.profile === false) throw new Error(`${name} has no profile`)
        figures.set(name, figureOf(name, summary.profile))
      } finally {
        await session.close()
      }
    }
  }
  return [...figures.values()]
}

function figureOf(name: string, plan: ProfiledPlan): PlanFigure {
  const operators: string[] = []
  let dbHits = 0
  const walk = ({ operatorType, children, dbHits: hits }: ProfiledPlan) => {
    operators.push(operatorType.replace(/@.*$/, ''))
    dbHits += Number(hits)
    children.forEach(walk)
  }
  walk(plan)
  const only = (pattern: RegExp) => [...new Set(operators.filter((operator) => pattern.test(operator)))]
  return { name, dbHits, seeks: only(/Seek|ProcedureCall/), scans: only(scanning) }
}
