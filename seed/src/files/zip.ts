/**
 * Looks into a zip before anything is unpacked: names and sizes from its directory. Entries are then inflated piece by
 * piece, and never further than was declared and is allowed, so that a zip bomb costs no memory.
 */
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { Refused, refuse } from './issues.ts'

/** How much all entries together may hold once unpacked. */
export const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
/** The Karlsruhe set is one file per object, 4,600 of them. */
const MAX_ENTRIES = 50_000

export interface ZipEntry {
  name: string
  /** Unpacked size as declared. */
  size: number
  /** The contents, unpacked as they are asked for. */
  chunks(): AsyncGenerator<Uint8Array>
  /** All of the contents at once; for small entries. */
  bytes(): Uint8Array
}

/** Whether the bytes begin like a zip. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] === 4 || bytes[3] === 6)

const truncated = (): never =>
  refuse(
    'truncated',
    {},
    { de: 'Die Datei ist abgeschnitten oder beschädigt.', en: 'The file is cut off or damaged.' },
    {
      de: 'Öffnen Sie sie im Ursprungsprogramm, speichern Sie sie neu und laden Sie sie noch einmal hoch.',
      en: 'Open it in the program it comes from, save it anew and upload it again.',
    },
  )

export const tooLarge = (): never =>
  refuse(
    'zip-bomb',
    {},
    {
      de: `Die Datei ist entpackt größer als ${MAX_UNPACKED_BYTES / 1024 ** 3} GB; so große Dateien werden nicht entpackt.`,
      en: `Unpacked, the file is larger than ${MAX_UNPACKED_BYTES / 1024 ** 3} GB; files of this size are not unpacked.`,
    },
    {
      de: 'Teilen Sie den Inhalt auf mehrere Dateien auf, und löschen Sie leere, nur formatierte Zeilen und Bilder.',
      en: 'Split the contents into several files, and delete empty rows that are only formatted, and pictures.',
    },
  )

const END = 0x06054b50
const DIRECTORY = 0x02014b50
const LOCAL = 0x04034b50
const ZIP64 = 0xffffffff

/** The entries of a zip, by its directory. Refuses what is broken, encrypted, too much or has names that lead outside. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > MAX_ENTRIES || count === 0xffff) return tooLarge()
  const entries: ZipEntry[] = []
  const names = new TextDecoder()
  let total = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY) return truncated()
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const crc = view.getUint32(at + 16, true)
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const start = view.getUint32(at + 42, true)
    const name = names.decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)))
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
    // Sizes that need 64 bits are over any limit here.
    if (packed === ZIP64 || size === ZIP64 || start === ZIP64) return tooLarge()
    total += size
    if (total > MAX_UNPACKED_BYTES) return tooLarge()
    if (flags & 1) {
      return refuse(
        'encrypted',
        {},
        { de: 'Die Datei ist mit einem Kennwort geschützt.', en: 'The file is protected by a password.' },
        { de: 'Speichern Sie sie ohne Kennwort.', en: 'Save it without a password.' },
      )
    }
    if (name.endsWith('/')) continue
    if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(name)) {
      return refuse(
        'unsafe-path',
        {},
        {
          de: 'Die Datei enthält einen Eintrag, dessen Pfad nach außen führt.',
          en: 'The file contains an entry whose path leads outside.',
        },
        {
          de: 'Packen Sie den Ordner neu, ohne „..“ in den Pfaden.',
          en: 'Pack the folder anew, without ".." in its paths.',
        },
      )
    }
    const entry = { method, crc, packed, size, start }
    entries.push({
      name,
      size,
      chunks: () => inflate(bytes, view, entry),
      bytes: () => inflateAtOnce(bytes, view, entry),
    })
  }
  return entries
}

/** How much a file holds once unpacked, as it says itself; its own size where it is no zip, or a broken one. */
export function unpackedSize(bytes: Uint8Array): number {
  if (!isZip(bytes)) return bytes.length
  try {
    return zipEntries(bytes).reduce((sum, { size }) => sum + size, 0)
  } catch (error) {
    if (error instanceof Refused) return bytes.length
    throw error
  }
}

function endOfDirectory(view: DataView): number {
  // A comment of at most 65,535 bytes may follow.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END) return at
  }
  return truncated()
}

interface Packed {
  method: number
  crc: number
  packed: number
  size: number
  start: number
}

/** The packed contents of an entry. */
function packedBytes(bytes: Uint8Array, view: DataView, { method, packed, start }: Packed): Uint8Array {
  if (start + 30 > bytes.length || view.getUint32(start, true) !== LOCAL || (method !== 0 && method !== 8))
    return truncated()
  const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
  return data + packed > bytes.length ? truncated() : bytes.subarray(data, data + packed)
}

function inflateAtOnce(bytes: Uint8Array, view: DataView, entry: Packed): Uint8Array {
  const input = packedBytes(bytes, view, entry)
  let output = input
  if (entry.method === 8) {
    try {
      output = inflateRawSync(input, { maxOutputLength: Math.max(1, entry.size) })
    } catch (error) {
      return error instanceof RangeError ? tooLarge() : truncated()
    }
  }
  return output.length === entry.size && crc32(output) === entry.crc ? output : truncated()
}

async function* inflate(bytes: Uint8Array, view: DataView, entry: Packed): AsyncGenerator<Uint8Array> {
  const { method, crc, size } = entry
  const input = packedBytes(bytes, view, entry)
  let given = 0
  let sum = 0
  const check = (chunk: Uint8Array) => {
    given += chunk.length
    sum = crc32(chunk, sum)
    // More than the directory declared: a bomb that lies about its size.
    if (given > size) tooLarge()
  }
  if (method === 0) {
    check(input)
    yield input
  } else {
    const stream = createInflateRaw({ chunkSize: 256 * 1024, finishFlush: constants.Z_FINISH })
    stream.end(input)
    try {
      for await (const chunk of stream) {
        check(chunk as Uint8Array)
        yield chunk as Uint8Array
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return truncated()
      throw error
    }
  }
  if (given !== size || sum !== crc) truncated()
}
