/** Cytoscape and nothing else: the same elements at the same places in the same look. */
import cytoscape from 'cytoscape'
import { box, countFrame, scene } from './scene.ts'

const { elements, style } = await scene()
const cy = cytoscape({ container: box, elements, style, layout: { name: 'preset' }, minZoom: 0.15, maxZoom: 2.5 })
cy.on('render', countFrame)
cy.fit(cy.elements(), 24)
