/** What a benchmark runs on: figures mean little without it. */
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { findJava, pinnedVersion } from '@kommunalgraph/database'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly node: string
  readonly neo4j: string
  readonly java: string
  /** Average of running processes in the minute before the run: above the number of cores the machine is busy with something else. */
  readonly loadBefore: number
}

export function machine(): Machine {
  const [first] = cpus()
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    neo4j: `Neo4j Community ${pinnedVersion()}`,
    java: findJava().version,
    loadBefore: loadavg()[0] ?? Number.NaN,
  }
}

/** Resident size of a process, in MB. */
export function residentMb(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}
