/** A disk that is soon full: a file system in memory of so few bytes. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  path: string
  /** Takes all but so many bytes of what is free. */
  fill(but?: number): void
  /** Gives it back. */
  empty(): void
  remove(): void
}

/** `size` as mount takes it, e.g. `64k`; undefined where this account may not mount one. */
export function smallDisk(size: string): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'kommunalgraph-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmSync(path, { recursive: true })
    return undefined
  }
  const filling = join(path, 'fill')
  return {
    path,
    fill: (but = 0) => {
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(filling, new Uint8Array(Math.max(0, bavail * bsize - but)))
    },
    empty: () => rmSync(filling),
    remove: () => {
      // Lazily: whoever was killed may still hold it for a moment.
      execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true })
    },
  }
}
