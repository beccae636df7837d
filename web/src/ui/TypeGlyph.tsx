import type { Shape } from '@kommunalgraph/contract/ontology/define.ts'
import { outlines } from '../graph/shapes.ts'
import { nodeType } from './ontology.ts'

/** The sign of a type. Its name always stands beside it or in the text read aloud, so it is decoration. */
export function TypeGlyph({ type, size = 18 }: { type: string; size?: number }) {
  const definition = nodeType(type)
  const shape: Shape = definition?.shape ?? 'circle'
  return (
    <svg className={`glyph glyph--${definition?.colour ?? 'none'}`} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={outlines[shape]} fillRule="evenodd" />
    </svg>
  )
}
