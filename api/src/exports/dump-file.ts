/**
 * A dump as a file: written under another name until it is whole, on the disk and read back; read line by line, packed or not.
 */
import { createHash } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline as pipelineOf, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { ConfigError } from '../config.ts'
import { knownMigrations } from '../graph/migrate.ts'
import { counterOf, DUMP_FORMAT, DUMP_VERSION, type DumpCounts, type DumpHeader, type DumpLine, type DumpTrailer } from './dump.ts'

/** While a file is not whole it has this ending. */
export const PART = '.part'

/**
 * Writes a dump, packed, to `path`: flushed, read back and compared with what it says of itself, and only then under its name.
 * Answers its header and its size. Throws what the disk says, or ConfigError where what was written is no whole dump; no file is left then.
 */
export async function storeDump(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<{ header: DumpHeader; bytes: number }> {
  const part = `${path}${PART}`
  await rm(part, { force: true })
  // Only this account may read it: it holds what is not published.
  const file = await open(part, 'wx', 0o600)
  try {
    try {
      const packed = createGzip()
      const fed = pipeline(Readable.from(pieces, { objectMode: false }), packed)
      // Whatever ends it ends the loop too, which tells the first cause.
      fed.catch(() => undefined)
      for await (const bytes of packed as AsyncIterable<Uint8Array>) await file.writeFile(bytes)
      await fed
      await file.sync()
    } finally {
      await file.close()
    }
    const { header } = await checkDump(part)
    await rename(part, path)
    await flushFolder(dirname(path))
    return { header, bytes: (await stat(path)).size }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** The new name outlives a power cut too. Not every system flushes a folder, and the file itself is on the disk already. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

export type AnyLine = DumpHeader | DumpTrailer | DumpLine

/** Reads the whole file once: whole, unchanged, of a version that is known here. Throws ConfigError with a sentence. */
export async function checkDump(path: string): Promise<{ header: DumpHeader; trailer: DumpTrailer }> {
  const all = createHash('sha256')
  const counts: DumpCounts = { entities: 0, facts: 0, log: 0, tombstones: 0, others: 0 }
  let header: DumpHeader | undefined
  let trailer: DumpTrailer | undefined
  for await (const text of textLinesOf(path)) {
    if (trailer) throw changed('something follows its last line')
    const line = parsed(text)
    if (!header) {
      header = headerOf(line)
    } else if (line.kind === 'trailer') {
      trailer = line
      continue
    } else if (Object.hasOwn(counterOf, line.kind)) {
      counts[counterOf[line.kind as DumpLine['kind']]]++
    } else throw changed('it holds a line of a kind that no dump has')
    all.update(`${text}\n`)
  }
  if (!header) throw new ConfigError('The file is empty. Choose a file that was made by the export "jsonl".')
  if (!trailer) throw new ConfigError('The file is cut off: its last line is missing. Make or fetch the dump again; nothing was written.')
  if (all.digest('hex') !== trailer.sha256) throw changed('its checksum does not fit')
  const told = [header.counts, trailer.counts].map((one) => JSON.stringify(Object.entries(one).sort()))
  if (told.some((one) => one !== JSON.stringify(Object.entries(counts).sort()))) throw changed('it holds more or less than it says')
  return { header, trailer }
}

const changed = (how: string): ConfigError =>
  new ConfigError(`The file was changed after it was made: ${how}. Use an unchanged copy; nothing was written.`)

function headerOf(line: AnyLine): DumpHeader {
  if (line.kind !== 'header' || line.format !== DUMP_FORMAT)
    throw new ConfigError('This is no dump of Kommunalgraph: its first line is no header. Choose a file that was made by the export "jsonl".')
  const known = knownMigrations().at(-1)?.id ?? ''
  if (line.version > DUMP_VERSION || (line.schema.migration ?? '') > known) {
    throw new ConfigError(
      `The dump was made by a newer version of Kommunalgraph (format ${line.version}, migration ${line.schema.migration}). Start that version; this one knows format ${DUMP_VERSION}, migration ${known}.`,
    )
  }
  return line
}

function parsed(text: string): AnyLine {
  try {
    const line: unknown = JSON.parse(text)
    if (typeof line === 'object' && line !== null && 'kind' in line) return line as AnyLine
  } catch {
    // Told below, with the same words.
  }
  throw new ConfigError('The file cannot be read as JSON Lines: it is cut off, changed, or no dump. Nothing was written.')
}

/** By line feeds alone: `readline` would also break at U+2028, which a text may hold. */
async function* textLinesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const piece of await textOf(path)) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof ConfigError || code === undefined) throw error
    if (code === 'Z_BUF_ERROR') throw new ConfigError('The file is cut off: it ends in the middle. Make or fetch the dump again; nothing was written.')
    if (code.startsWith('Z_')) throw changed('it cannot be unpacked')
    throw new ConfigError(`The file ${path} cannot be read (${code}).`)
  }
  if (rest !== '') yield rest
}

/** Packed or not: the first two bytes say it, whatever the name. */
async function textOf(path: string): Promise<AsyncIterable<string>> {
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  const packed = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  const bytes = file.createReadStream({ start: 0, highWaterMark: 1_048_576 })
  // What breaks off one side ends the other, and the loop that reads hears of it.
  const text = packed ? pipelineOf(bytes, createGunzip({ chunkSize: 1_048_576 }), () => undefined) : bytes
  return text.setEncoding('utf8')
}

export async function* linesOf(path: string): AsyncGenerator<AnyLine> {
  for await (const text of textLinesOf(path)) yield parsed(text)
}
