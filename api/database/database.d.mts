/** Types of @kommunalgraph/database: a managed Neo4j Community on this machine. */

/** Stable codes of the faults; the message of each names the next step. */
export type DatabaseErrorCode =
  | 'JAVA_MISSING'
  | 'JAVA_TOO_OLD'
  | 'MAVEN_MISSING'
  | 'JARS_UNRESOLVED'
  | 'PORT_IN_USE'
  | 'FOLDER_IN_USE'
  | 'VERSION_NEWER'
  | 'VERSION_TOO_OLD'
  | 'DATA_UNKNOWN'
  | 'UPGRADE_NEEDS_SPACE'
  | 'PASSWORD_MISSING'
  | 'PASSWORD_WRONG'
  | 'DISK_FULL'
  | 'DISK_UNWRITABLE'
  | 'MEMORY'
  | 'BAD_MEMORY'
  | 'START_FAILED'
  | 'START_TIMEOUT'

/** A fault that a person can mend. */
export declare class DatabaseError extends Error {
  readonly code: DatabaseErrorCode
  constructor(code: DatabaseErrorCode, message: string, options?: { cause?: unknown })
}

export interface Java {
  /** The installation's folder. */
  home: string
  /** The command itself. */
  java: string
  /** As it names itself, such as `25.0.3`. */
  version: string
  major: number
}

export interface PreparedLogin {
  password: string
  /** An auth.ini that the admin command made for that password. */
  authFile: string
}

export interface StartOptions {
  /** Made when it is missing. Holds `neo4j/`, `password`, `version.json` and, while in use, `lock.json`. */
  dataDir: string
  /** Largest JVM heap, `512m` or `2g`. Default `2g`. */
  heap?: string
  /** Neo4j's page cache, likewise. Default `512m`. */
  pageCache?: string
  /** On 127.0.0.1. Default: any free one. */
  boltPort?: number
  /** Remove the folder at the end and kill instead of closing when the starter dies. Default false. */
  throwAway?: boolean
  /** Plans each statement once, however the graph grows: for a test of minutes, planning anew is a third of all work. Default false. */
  keepPlans?: boolean
  /** Spares the admin command at the first start of a folder. */
  preparedLogin?: PreparedLogin
  /** Gets short English sentences. */
  onProgress?: (text: string) => void
  /** How long Neo4j may take to open its port, in milliseconds. Default 180,000. */
  startTimeoutMs?: number
  /** Breaks the start off: what was started is stopped again, then the promise rejects with the signal's reason. */
  signal?: AbortSignal
  /** Where KG_JAVA_HOME, JAVA_HOME, PATH, MAVEN_HOME and KG_JARS are read. Default `process.env`. */
  env?: NodeJS.ProcessEnv
}

export type ThrowAwayOptions = Omit<StartOptions, 'dataDir' | 'throwAway'>

export interface DatabaseEnd {
  code: number | null
  signal: NodeJS.Signals | null
  /** Whether `stop()` was called before. */
  expected: boolean
}

export interface Database {
  /** `bolt://127.0.0.1:<port>` */
  uri: string
  user: string
  password: string
  /** Name of the database in the server: `neo4j`. */
  database: string
  boltPort: number
  /** Of Neo4j. */
  version: string
  dataDir: string
  /** Of the JVM. */
  pid: number
  /** What was found and mended on the way: a crashed predecessor, an orphan, an upgrade. */
  notices: readonly string[]
  /** From the JVM's start to its first answer, in milliseconds. */
  startMs: number
  /** Resolves when the JVM has ended, for whatever reason. */
  exited: Promise<DatabaseEnd>
  /** Closes the database (killed after 30 s) and lets go of the folder. Can be called more than once. */
  stop(): Promise<void>
}

/** Starts Neo4j on a data folder; rejects with a DatabaseError. */
export declare function startDatabase(options: StartOptions): Promise<Database>
/** A database on an empty temporary folder, gone at `stop()` or when this process ends in any way. Heap 512m. */
export declare function throwAwayDatabase(options?: ThrowAwayOptions): Promise<Database>
/** Resolves Neo4j's jars with Maven, once per pom.xml. */
export declare function ensureJars(options?: {
  onProgress?: (text: string) => void
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
}): Promise<{ folder: string; jars: string[]; version: string }>
/** Whether a managed database is possible here; throws a DatabaseError that says what is missing. Starts nothing. */
export declare function checkPrerequisites(env?: NodeJS.ProcessEnv): { java: Java; maven: string }
/** Whether a start needs no Maven. */
export declare function jarsReady(env?: NodeJS.ProcessEnv): boolean
/** The Maven command, if any. */
export declare function findMaven(env?: NodeJS.ProcessEnv): string | undefined
/** The Neo4j version in pom.xml. */
export declare function pinnedVersion(): string
/** The newest suitable Java (21 or newer). */
export declare function findJava(env?: NodeJS.ProcessEnv): Java
/** Every Java found, the one to use first. */
export declare function listJava(env?: NodeJS.ProcessEnv): Java[]
/** A TCP port on 127.0.0.1 that was free a moment ago. */
export declare function freePort(): Promise<number>
export declare function isPortFree(port: number, host?: string): Promise<boolean>
