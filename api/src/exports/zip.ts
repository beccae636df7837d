/** A zip that is made while it is read: whoever reads slowly slows down the making. */
import { Zip, ZipDeflate } from 'fflate'

export interface ZipPart {
  readonly name: string
  /** Its text, piece by piece. */
  readonly content: AsyncIterable<string> | Iterable<string>
}

/** Packs well enough, and thrice as fast as the usual 6 (measured on rows of a sheet). */
const LEVEL = 3
/** Text is packed in pieces of this many characters: small enough to let other requests in between. */
const PIECE = 262_144

/** The bytes of the zip. Parts are made one after the other, each when its turn has come. */
export async function* zipped(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const encoder = new TextEncoder()
  for await (const { name, content } of parts) {
    const file = new ZipDeflate(name, { level: LEVEL })
    zip.add(file)
    let text = ''
    for await (const piece of content) {
      text += piece
      if (text.length < PIECE) continue
      file.push(encoder.encode(text))
      text = ''
      yield* ready.splice(0)
    }
    file.push(encoder.encode(text), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
