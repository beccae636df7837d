/** The same graph in sigma.js (WebGL), with its own look. */
import Graph from 'graphology'
import Sigma from 'sigma'
import { box, countFrame, scene } from './scene.ts'

const { elements } = await scene()
const graph = new Graph({ multi: true })
for (const { data, position } of elements.nodes) graph.addNode(data.id, { x: position?.x ?? 0, y: -(position?.y ?? 0), size: 4, color: '#0b5394', label: data.name })
for (const { data } of elements.edges) graph.addDirectedEdgeWithKey(data.id, data.source, data.target, { size: 1, color: '#888' })
const sigma = new Sigma(graph, box)
sigma.on('afterRender', countFrame)
