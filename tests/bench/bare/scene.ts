/** What the product's map draws, taken from it, for the bare pages beside it. */
import type { EdgeDefinition, NodeDefinition, StylesheetJson } from 'cytoscape'

export interface Scene {
  readonly elements: { readonly nodes: NodeDefinition[]; readonly edges: EdgeDefinition[] }
  readonly style: StylesheetJson
}

/** Pages under measurement count the frames that their drawing library has drawn. */
export interface Drawn extends Window {
  drawn?: number
}

export const scene = async (): Promise<Scene> => (await fetch('/scene.json')).json()

export const box = document.getElementById('box') as HTMLElement

export function countFrame(): void {
  const page = window as Drawn
  page.drawn = (page.drawn ?? 0) + 1
}
