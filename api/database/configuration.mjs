import { availableParallelism } from 'node:os'

/** Neo4j on Java 21+ reaches into these packages; the admin command hands them to the JVM that it forks. */
const ACCESS_FLAGS = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/java.io=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-opens=java.base/java.lang=ALL-UNNAMED',
  '--enable-native-access=ALL-UNNAMED',
]

/**
 * Flags of the database's JVM (without class path and main class).
 * @param {{ heap: string }} memory
 * @returns {string[]}
 */
export function jvmFlags({ heap }) {
  return [
    // On a small machine the serial collector starts faster and needs fewer threads; from four cores on G1 pauses less.
    availableParallelism() < 4 ? '-XX:+UseSerialGC' : '-XX:+UseG1GC',
    `-Xmx${heap}`,
    '-XX:+ExitOnOutOfMemoryError',
    ...ACCESS_FLAGS,
  ]
}

/**
 * A size as Java takes it, `512m` or `2g`, in KiB.
 * @param {string} size
 */
function kibibytes(size) {
  const [, number = '0', unit = ''] = /^(\d+)([kmg]?)$/i.exec(size) ?? []
  return (Number(number) * ({ k: 1_024, m: 1_048_576, g: 1_073_741_824 }[unit.toLowerCase()] ?? 1)) / 1_024
}

/**
 * The whole of neo4j.conf. It is written anew at each start: settings are made in code and by KG_ variables, not there.
 * @param {{ boltPort: number, heap: string, pageCache: string, keepPlans: boolean }} options memory as in `512m`, `2g`
 * @returns {string}
 */
export function neo4jConf({ boltPort, heap, pageCache, keepPlans }) {
  return `# Written by api/database at each start; changes here are lost.
# Bolt on the loopback interface is the only door.
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:${boltPort}
server.bolt.advertised_address=127.0.0.1:${boltPort}
server.http.enabled=false
server.https.enabled=false

# Nothing is sent to anyone.
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
server.fleet_discovery.enabled=false

# LOAD CSV reads neither files nor addresses. The second setting is Neo4j's only one for it in the Community edition.
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0

# Queries carry personal data as parameters: they are not logged.
db.logs.query.enabled=OFF

# All transactions together, so that one careless question fails and not the database. What a client that died left behind ends, too.
dbms.memory.transaction.total.max=${Math.floor(kibibytes(heap) * 0.7)}k
db.transaction.timeout=30m

server.memory.heap.max_size=${heap}
server.memory.pagecache.size=${pageCache}

# Without this each of the two stores takes 256 MB of disk from the first start on.
db.tx_log.preallocate=false
# The databases are checkpointed and closed before this wait for silence on the wire, which cost 10 s at each stop.
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
${keepPlans ? 'dbms.cypher.min_replan_interval=1d\n' : ''}
${ACCESS_FLAGS.map((flag) => `server.jvm.additional=${flag}`).join('\n')}
`
}
