/** The items of a JSON array, one a line, in pieces of a page. The brackets are the caller's. */
export async function* jsonItems<T>(pages: AsyncIterable<readonly T[]>, shape: (item: T) => object): AsyncGenerator<string> {
  let first = true
  for await (const page of pages) {
    yield (first ? '' : ',\n') + page.map((item) => JSON.stringify(shape(item))).join(',\n')
    first = false
  }
  yield '\n'
}
