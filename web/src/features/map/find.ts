/** Searching within what a map shows. Pure. */

/** Without case and accents; ß as ss, so that "strasse" finds "Straße". */
export const folded = (text: string) => text.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '')

/** Ids of those whose name contains the text, in the order of their names; undefined without a text. */
export function found(nodes: readonly { id: string; name: string }[], text: string | undefined): string[] | undefined {
  const wanted = folded((text ?? '').trim())
  if (wanted === '') return undefined
  return nodes
    .filter(({ name }) => folded(name).includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name, 'de') || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}

/** What of it is among these ids; everything if there are none. */
export function onlyThese<Node extends { id: string }, Edge extends { from: string; to: string }>(shown: { nodes: Node[]; edges: Edge[] }, these: readonly string[] | undefined): { nodes: Node[]; edges: Edge[] } {
  if (!these) return shown
  const wanted = new Set(these)
  return { nodes: shown.nodes.filter(({ id }) => wanted.has(id)), edges: shown.edges.filter(({ from, to }) => wanted.has(from) && wanted.has(to)) }
}
