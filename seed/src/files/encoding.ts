/** Which encoding a text file has, found from its bytes. What fits none, or two at once, is refused: no umlaut is guessed. */
import { isUtf8 } from 'node:buffer'
import { refuse } from './issues.ts'

export type Encoding = 'utf-8' | 'utf-8 with bom' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1'

/** Bytes that are looked at to find UTF-16 without a mark. */
const SAMPLE = 4096
/** Bytes that are decoded at a time. */
const PIECE = 64 * 1024

/** The line that a byte stands on. */
function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++
  return line
}

/** Finds the encoding. Throws `Refused` for what is no text in one of them. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return evenly(bytes, 'utf-16le')
  if (a === 0xfe && b === 0xff) return evenly(bytes, 'utf-16be')
  const wide = utf16WithoutMark(bytes)
  if (wide) return evenly(bytes, wide)
  const nul = bytes.indexOf(0)
  if (nul >= 0) {
    refuse(
      'nul-byte',
      { row: lineOf(bytes, nul) },
      {
        de: `In Zeile ${lineOf(bytes, nul)} steht ein NUL-Byte (Byte ${(nul + 1).toLocaleString('de-DE')}); das ist keine reine Textdatei.`,
        en: `Line ${lineOf(bytes, nul)} contains a NUL byte (byte ${(nul + 1).toLocaleString('en-GB')}); this is no plain text file.`,
      },
      {
        de: 'Exportieren Sie die Datei noch einmal als „CSV UTF-8“.',
        en: 'Export the file again as "CSV UTF-8".',
      },
    )
  }
  if (isUtf8(bytes)) return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8 with bom' : 'utf-8'
  return singleByte(bytes)
}

function evenly(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Encoding {
  if (bytes.length % 2 === 0) return encoding
  return refuse(
    'truncated',
    {},
    {
      de: 'Die Datei ist abgeschnitten: das letzte Zeichen ist unvollständig.',
      en: 'The file is cut off: its last character is incomplete.',
    },
    {
      de: 'Exportieren Sie sie noch einmal und laden Sie sie vollständig hoch.',
      en: 'Export it again and upload all of it.',
    },
  )
}

/** Text in Latin letters has a zero as every other byte. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, SAMPLE)
  const pairs = Math.floor(sample.length / 2)
  if (pairs < 2) return undefined
  const zeros = [0, 0]
  for (let at = 0; at < pairs * 2; at++) if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le'
  if (even > pairs * 0.7 && odd === 0) return 'utf-16be'
  return undefined
}

/** Windows-1252 or ISO 8859-1, unless parts of it are UTF-8 or its letters are those of DOS or an old Macintosh. */
function singleByte(bytes: Uint8Array): Encoding {
  const utf8 = utf8Letter(bytes)
  if (utf8 !== undefined) {
    const other = firstInvalid(bytes)
    const [first, second] = [lineOf(bytes, utf8), lineOf(bytes, other)]
    refuse(
      'mixed-encoding',
      { row: second },
      {
        de: `Die Datei mischt zwei Zeichensätze: Zeile ${first} ist UTF-8, Zeile ${second} nicht.`,
        en: `The file mixes two encodings: line ${first} is UTF-8, line ${second} is not.`,
      },
      {
        de: 'Vermutlich wurden zwei Dateien zusammenkopiert. Speichern Sie jede als „CSV UTF-8“ und fügen Sie sie dann zusammen, oder laden Sie sie einzeln hoch.',
        en: 'Probably two files were joined. Save each as "CSV UTF-8" before joining them, or upload them one by one.',
      },
    )
  }
  let upper = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80 || byte > 0x9f) continue
    upper = true
    const undefinedThere = byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d
    // Letters of DOS (ä ö) and of an old Macintosh (ä ü) that Windows shows as marks in the middle of a word.
    const amidst = isLetter(bytes[at - 1]) && isSmall(bytes[at + 1])
    if (undefinedThere || (amidst && (byte === 0x84 || byte === 0x94 || byte === 0x8a || byte === 0x9f))) {
      refuse(
        'unknown-encoding',
        { row: lineOf(bytes, at) },
        {
          de: `Der Zeichensatz der Datei ist nicht zu erkennen (Zeile ${lineOf(bytes, at)}); vermutlich stammt sie aus einem alten DOS- oder Mac-Programm.`,
          en: `The encoding of the file cannot be told (line ${lineOf(bytes, at)}); it probably comes from an old DOS or Mac program.`,
        },
        {
          de: 'Öffnen Sie sie mit dem richtigen Zeichensatz und speichern Sie sie als „CSV UTF-8“.',
          en: 'Open it in the right encoding and save it as "CSV UTF-8".',
        },
      )
    }
  }
  return upper ? 'windows-1252' : 'iso-8859-1'
}

const isSmall = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x61 && byte <= 0x7a
const isLetter = (byte: number | undefined): boolean => byte !== undefined && isSmall(byte | 0x20)

/**
 * Place of a letter such as "ä" or a mark such as "–" written in UTF-8; in the other encodings these bytes would be
 * "Ã¤" and "â€“", which nobody writes.
 */
function utf8Letter(bytes: Uint8Array): number | undefined {
  for (let at = 0; at + 1 < bytes.length; at++) {
    const [byte = 0, next = 0, third = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    if (byte === 0xc3 && next >= 0x80 && next <= 0xbf) return at
    if (byte === 0xe2 && (next === 0x80 || next === 0x82) && third >= 0x80 && third <= 0xbf) return at
  }
  return undefined
}

/** Place of the first byte that cannot be UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.length
  // The longest beginning that is UTF-8, but for a letter cut in two at its end.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (validBeginning(bytes, middle)) low = middle
    else high = middle - 1
  }
  return Math.min(low, bytes.length - 1)
}

function validBeginning(bytes: Uint8Array, length: number): boolean {
  let end = length
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      if (needed > back) end = length - back
      break
    }
    if (byte < 0x80) break
  }
  return isUtf8(bytes.subarray(0, end))
}

const labels: Readonly<Record<Encoding, string>> = {
  'utf-8': 'utf-8',
  'utf-8 with bom': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'windows-1252': 'windows-1252',
  // The same, but for bytes that such a file does not have.
  'iso-8859-1': 'windows-1252',
}

/** The text, piece by piece, without its byte order mark. */
export function* decoded(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(labels[encoding], { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const text = decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
      if (text.includes('\0')) {
        refuse(
          'nul-byte',
          {},
          {
            de: 'Die Datei enthält NUL-Zeichen; das ist keine reine Textdatei.',
            en: 'The file contains NUL characters; this is no plain text file.',
          },
          { de: 'Exportieren Sie die Datei noch einmal als „CSV UTF-8“.', en: 'Export the file again as "CSV UTF-8".' },
        )
      }
      yield text
    }
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    refuse(
      'broken-encoding',
      {},
      {
        de: `Die Datei enthält Zeichen, die es in ${encoding.toUpperCase()} nicht gibt.`,
        en: `The file contains characters that do not exist in ${encoding.toUpperCase()}.`,
      },
      {
        de: 'Speichern Sie sie im Ursprungsprogramm als „CSV UTF-8“.',
        en: 'Save it as "CSV UTF-8" in the program it comes from.',
      },
    )
  }
}

/** All of the text at once. */
export const textOf = (bytes: Uint8Array, encoding: Encoding): string => [...decoded(bytes, encoding)].join('')
