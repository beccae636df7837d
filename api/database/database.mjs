import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, closeSync, constants, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { jvmFlags, neo4jConf } from './configuration.mjs';
import { DatabaseError, explainDisk } from './errors.mjs';
import { ensureJars } from './jars.mjs';
import { findJava } from './java.mjs';
import { takeLock } from './lock.mjs';
import { freePort, isPortFree } from './ports.mjs';
import { endProcess } from './processes.mjs';
import { claimVersion } from './version.mjs';

export { DatabaseError } from './errors.mjs';
export { ensureJars, findMaven, jarsReady, pinnedVersion } from './jars.mjs';
export { findJava, listJava } from './java.mjs';
export { freePort, isPortFree } from './ports.mjs';
export { throwAwayDatabase } from './throw-away.mjs';

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const SERVER_CLASS = 'org.neo4j.server.Neo4jCommunity';
const ADMIN_CLASS = 'org.neo4j.server.startup.Neo4jAdminCommand';
/** Below this Neo4j may stop in the middle of a write. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024;
const STOP_GRACE_MS = 30_000;

/**
 * Starts Neo4j Community on a data folder of this machine and resolves when it answers on Bolt.
 * @param {import('./database.d.mts').StartOptions} options
 * @returns {Promise<import('./database.d.mts').Database>}
 * @throws {DatabaseError}
 */
export async function startDatabase(options) {
  const dataDir = resolve(options.dataDir);
  const { heap = '2g', pageCache = '512m', onProgress = () => {}, env = process.env, startTimeoutMs = 180_000 } = options;
  for (const [name, value] of [['heap', heap], ['page cache', pageCache]]) {
    if (!/^[1-9]\d*[kmg]$/i.test(String(value))) throw new DatabaseError('BAD_MEMORY', `The ${name} size "${value}" is not understood. Write a whole number with m or g, such as 512m or 2g.`);
  }
  /** @type {string[]} */
  const notices = [];
  const say = (/** @type {string} */ text) => { notices.push(text); onProgress(text); };

  if (options.boltPort !== undefined && !(await isPortFree(options.boltPort))) {
    throw new DatabaseError('PORT_IN_USE', `The port ${options.boltPort} on 127.0.0.1, asked for the database, is in use. Stop what listens there, or leave the port out to get a free one.`);
  }
  const java = findJava(env);
  const { jars, version } = await ensureJars({ onProgress, env });

  const home = join(dataDir, 'neo4j');
  let lock;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(dataDir);
    if (bavail * bsize < LEAST_FREE_BYTES) throw new DatabaseError('DISK_FULL', `Less than 100 MB are free on the disk of the data folder ${dataDir}. Free some space, or set KG_DATA to a folder on another disk; the graph is untouched.`);
    lock = await takeLock(dataDir, say);
  } catch (error) {
    throw explainDisk(error, dataDir);
  }
  try {
    claimVersion(dataDir, home, version, say);
    for (const folder of ['conf', 'data', 'logs', 'run']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
    const context = { java: java.java, jars, home, env };
    const password = await ensurePassword(dataDir, context, options.preparedLogin);
    for (let attempt = 1; ; attempt += 1) {
      const boltPort = options.boltPort ?? (await freePort());
      const conf = join(home, 'conf', 'neo4j.conf');
      writeFileSync(conf, neo4jConf({ boltPort, heap, pageCache }), { mode: 0o600 });
      try {
        return await launch({ ...context, flags: jvmFlags({ heap }), boltPort, dataDir, lock, password, version, notices, onProgress, startTimeoutMs, throwAway: options.throwAway === true });
      } catch (error) {
        // Someone else took the free port in the seconds between.
        if (attempt < 3 && options.boltPort === undefined && error instanceof DatabaseError && error.code === 'PORT_IN_USE') continue;
        throw error;
      }
    }
  } catch (error) {
    lock.release();
    throw explainDisk(error, dataDir);
  }
}

/**
 * The password of this folder: made at its first start, kept in a file that only this user can read.
 * @param {string} dataDir
 * @param {{ java: string, jars: string[], home: string, env: NodeJS.ProcessEnv }} context
 * @param {import('./database.d.mts').PreparedLogin} [prepared]
 */
async function ensurePassword(dataDir, { java, jars, home, env }, prepared) {
  const file = join(dataDir, 'password');
  const auth = join(home, 'data', 'dbms', 'auth.ini');
  const started = existsSync(join(home, 'data', 'databases', 'system'));
  if (started) {
    if (!existsSync(file)) throw new DatabaseError('PASSWORD_MISSING', `The data folder ${dataDir} holds a database, but its file "password" is gone. Put it back from a backup; the graph is untouched.`);
    chmodSync(file, 0o600);
    return readFileSync(file, 'utf8').trim();
  }
  if (prepared !== undefined) {
    writeFileSync(file, prepared.password, { mode: 0o600 });
    mkdirSync(join(home, 'data', 'dbms'), { recursive: true });
    copyFileSync(prepared.authFile, auth);
    return prepared.password;
  }
  // A first start that broke off: the password is set again, since Neo4j takes it over only once.
  rmSync(auth, { force: true });
  const password = randomBytes(24).toString('hex');
  rmSync(file, { force: true });
  writeFileSync(file, password, { mode: 0o600 });
  // By @file, so that it is not to be seen in the list of processes.
  await runAdmin(['dbms', 'set-initial-password', `@${file}`], { java, jars, home, env });
  if (existsSync(auth)) chmodSync(auth, 0o600);
  return password;
}

/**
 * @param {string[]} args
 * @param {{ java: string, jars: string[], home: string, env: NodeJS.ProcessEnv }} context
 * @returns {Promise<void>}
 */
function runAdmin(args, { java, jars, home, env }) {
  const conf = join(home, 'conf');
  writeFileSync(join(conf, 'neo4j.conf'), neo4jConf({ boltPort: 7687, heap: '512m', pageCache: '64m' }), { mode: 0o600 });
  return new Promise((done, fail) => {
    const child = spawn(java, ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars.join(delimiter), ADMIN_CLASS, ...args], {
      cwd: home, env: { ...env, NEO4J_HOME: home, NEO4J_CONF: conf }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => { text += chunk; });
    child.stderr.on('data', (chunk) => { text += chunk; });
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new DatabaseError('START_FAILED', `Neo4j's admin command "${args.slice(0, 2).join(' ')}" failed (exit code ${code}). Read its words below and start again.\n${text.slice(-1500)}`))));
  });
}

/**
 * @param {{ java: string, jars: string[], home: string, env: NodeJS.ProcessEnv, flags: string[], boltPort: number, dataDir: string, lock: import('./lock.mjs').Lock, password: string, version: string, notices: string[], onProgress: (text: string) => void, startTimeoutMs: number, throwAway: boolean }} what
 * @returns {Promise<import('./database.d.mts').Database>}
 */
async function launch({ java, jars, home, env, flags, boltPort, dataDir, lock, password, version, notices, onProgress, startTimeoutMs, throwAway }) {
  const log = join(home, 'logs', 'neo4j.log');
  const consoleLog = join(home, 'logs', 'console.log');
  const from = existsSync(log) ? statSync(log).size : 0;
  const began = performance.now();

  // The guard first, so that there is no moment in which the JVM lives without it.
  const guard = spawn(process.execPath, [GUARD], { cwd: home, detached: true, stdio: ['pipe', 'ignore', 'ignore'], env });
  guard.stdin.on('error', () => {});
  const tell = (/** @type {object} */ what) => { guard.stdin.write(`${JSON.stringify(what)}\n`); };
  tell({ lock: lock.path, run: lock.run, ...(throwAway ? { throwAway: dataDir } : {}) });
  const dismissGuard = () => { guard.stdin.end(`${JSON.stringify({ done: true })}\n`); };

  const output = openSync(consoleLog, 'w', 0o600);
  const jvm = spawn(java, [...flags, '-cp', jars.join(delimiter), SERVER_CLASS, `--home-dir=${home}`, `--config-dir=${join(home, 'conf')}`], {
    // Its own process group: Ctrl-C in the terminal reaches the starter alone, which then stops the database in order.
    cwd: home, detached: true, stdio: ['ignore', output, output], windowsHide: true, env,
  });
  closeSync(output);
  /** @type {{ code: number | null, signal: NodeJS.Signals | null } | undefined} */
  let end;
  let stopping = false;
  /** @type {Promise<import('./database.d.mts').DatabaseEnd>} */
  const exited = new Promise((done) => {
    jvm.once('error', () => { end = { code: null, signal: null }; done({ ...end, expected: false }); });
    jvm.once('exit', (code, signal) => { end = { code, signal }; done({ code, signal, expected: stopping }); });
  });
  const id = jvm.pid === undefined ? undefined : lock.setJvm(jvm.pid);
  if (id) tell({ jvm: id });

  let nextWord = 15_000;
  while (end === undefined && !readFrom(log, from).includes(' Started.')) {
    const passed = performance.now() - began;
    if (passed > startTimeoutMs) {
      if (id) await endProcess(id, STOP_GRACE_MS);
      dismissGuard();
      throw new DatabaseError('START_TIMEOUT', `Neo4j did not open its port within ${Math.round(startTimeoutMs / 1000)} s and was stopped; the graph is untouched. Read ${log}, and start again.`);
    }
    if (passed > nextWord) {
      onProgress(`The database is still starting (${Math.round(passed / 1000)} s); after a crash it first repeats its log`);
      nextWord += 15_000;
    }
    await sleep(40);
  }
  if (end !== undefined) {
    dismissGuard();
    throw explainEnd(end, { log: readFrom(log, from), console: readFrom(consoleLog, 0), logPath: log, boltPort, dataDir });
  }
  jvm.unref();
  guard.unref();
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();

  /** @type {Promise<void> | undefined} */
  let stopped;
  const stop = () => {
    stopped ??= (async () => {
      stopping = true;
      jvm.ref();
      if (id && end === undefined) await endProcess(id, STOP_GRACE_MS);
      lock.release();
      if (throwAway) rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      dismissGuard();
    })();
    return stopped;
  };
  return {
    uri: `bolt://127.0.0.1:${boltPort}`, user: 'neo4j', password, database: 'neo4j', boltPort, version, dataDir,
    pid: id?.pid ?? 0, notices, startMs: Math.round(performance.now() - began), exited, stop,
  };
}

/** @param {string} path @param {number} from @returns {string} the text added since, or all of a file that was begun anew */
function readFrom(path, from) {
  try {
    const bytes = readFileSync(path);
    return bytes.subarray(bytes.length >= from ? from : 0).toString('utf8');
  } catch {
    return '';
  }
}

/**
 * Why the JVM ended before it was ready, in a sentence.
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 * @param {{ log: string, console: string, logPath: string, boltPort: number, dataDir: string }} what
 */
function explainEnd(end, what) {
  const text = `${what.log}\n${what.console}`;
  if (/Address already in use|BindException/.test(text)) {
    return new DatabaseError('PORT_IN_USE', `The port ${what.boltPort} on 127.0.0.1, meant for the database, is in use. Stop what listens there, or leave the port out to get a free one.`);
  }
  if (/StoreLockException|FileLockException|Unable to obtain lock|store_lock|Lock file has been locked/.test(text)) {
    return new DatabaseError('FOLDER_IN_USE', `Another Neo4j has the stores in ${what.dataDir} open. Stop it, or set KG_DATA to another folder.`);
  }
  if (/No space left on device/.test(text)) {
    return new DatabaseError('DISK_FULL', `There is no space left on the disk of the data folder ${what.dataDir}. Free some space and start again; Neo4j then recovers the graph.`);
  }
  if (/Could not reserve enough space|Initial heap size set to a larger|Invalid maximum heap size|insufficient memory|OutOfMemoryError/.test(text)) {
    return new DatabaseError('MEMORY', 'The machine has not enough memory for the database. Set KG_HEAP (2g) and KG_PAGE_CACHE (512m) lower and start again.');
  }
  const words = text.split('\n').filter((line) => /ERROR|Exception|Error:/.test(line)).slice(-4).join('\n');
  return new DatabaseError('START_FAILED', `Neo4j ended before it was ready (${end.signal ?? `exit code ${end.code}`}); the graph is untouched. Read ${what.logPath}.\n${words}`);
}
