// A JVM that finds Neo4j's 20,000 classes parsed already opens its port in 2.6 s instead of 4.4 s (measured, Java 25,
// 2 cores). The archive is written by the first database that is stopped in order, and used by every later one.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} folder where the jars are; the archive belongs to them and to one Java version
 * @param {string} javaVersion
 * @param {boolean} mayWrite
 */
export function classArchive(folder, javaVersion, mayWrite) {
  const file = join(folder, `classes-java-${javaVersion.replace(/[^\w.]/g, '_')}.jsa`)
  const draft = `${file}.${process.pid}.part`
  const use = existsSync(file)
  const write = !use && mayWrite
  return {
    /** @type {string[]} flags for the JVM */
    flags: use ? [`-XX:SharedArchiveFile=${file}`, '-Xshare:auto'] : write ? [`-XX:ArchiveClassesAtExit=${draft}`] : [],
    /** @param {string} consoleText what the JVM printed: an archive that does not fit (the repository was moved) is written again next time */
    started(consoleText) {
      if (use && /class ?paths? mismatch|Unable to use shared archive|different version or build/i.test(consoleText))
        rmSync(file, { force: true })
    },
    /** Publishes the archive in one step, after the JVM has ended. @param {boolean} clean */
    ended(clean) {
      if (!write) return
      try {
        if (clean && existsSync(draft)) renameSync(draft, file)
      } catch {
        // Without it the next start is only slower.
      }
      rmSync(draft, { force: true })
    },
  }
}
