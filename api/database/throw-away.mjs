import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from './database.mjs';

/**
 * A database for tests and benchmarks, on an empty temporary folder that is removed when it stops, or when the
 * process that asked for it ends in any way.
 * @param {import('./database.d.mts').ThrowAwayOptions} [options]
 * @returns {Promise<import('./database.d.mts').Database>}
 */
export async function throwAwayDatabase({ heap = '512m', pageCache = '128m', ...rest } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'kommunalgraph-'));
  try {
    return await startDatabase({ ...rest, heap, pageCache, dataDir, throwAway: true });
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}
