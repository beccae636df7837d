import type { MapEdge, MapNode, MapTie } from '@kommunalgraph/contract/answers.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { sourcesQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { type DrawnBubble, drawing } from '../../graph/drawing.ts'
import type { Arrangement } from '../../graph/bands.ts'
import type { Implied } from '../../graph/bridge.ts'
import type { NodeChange } from '../../graph/compare.ts'
import type { Places } from '../../graph/places.ts'
import { sphereColour, themeColour } from '../../graph/stylesheet.ts'
import { saveFile } from '../../ui/files.ts'
import { formatDay } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel, entityTypeLabel, relationLabel } from '../../ui/ontology.ts'
import { useBandName, useOver } from './useLayout.ts'

interface Props {
  title: string
  /** How much is shown and the Stand. */
  lines: readonly string[]
  shown: { nodes: readonly MapNode[]; edges: readonly MapEdge[]; implied?: readonly Implied[] }
  places: Places
  /** Counted bubbles, and the lines from and to them. */
  bubbles?: readonly DrawnBubble[]
  ties?: readonly MapTie[]
  /** Factors by which nodes are larger or smaller. */
  sizes?: ReadonlyMap<string, number> | undefined
  focus?: string
  geography?: boolean
  /** The layout, if it is not the geography. */
  arrangement?: Arrangement | undefined
  changes?: ReadonlyMap<string, NodeChange> | undefined
}

/** Sources named on a picture; the others are counted. */
const MOST_SOURCES = 12

/** The sources that prove most of what is shown, and how many others there are. */
function useSources(edges: readonly Pick<MapEdge, 'sourceIds'>[]) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { ids, count } = useMemo(() => {
    const uses = new Map<string, number>()
    for (const { sourceIds } of edges) for (const id of sourceIds) uses.set(id, (uses.get(id) ?? 0) + 1)
    const sorted = [...uses].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([id]) => id)
    return { ids: sorted.slice(0, MOST_SOURCES), count: sorted.length }
  }, [edges])
  const query = useQuery({ ...sourcesQuery(ids, useScope()), enabled: ids.length > 0, placeholderData: keepPreviousData })
  const known = new Map(query.data?.sources.map((source) => [source.id, source]))
  // While others load, those of before must not stand under this picture.
  const titles = ids.flatMap((id) => known.get(id) ?? []).map(({ title, date }) => `${title} (${formatDay(date, language)})`)
  const left = count - titles.length
  return { count, sources: titles.length === 0 ? undefined : { heading: t('entity.sources'), titles, more: left > 0 ? t('map.moreSources', { count: left }) : undefined } }
}

/** PNG pixels per map unit, and the longest side that every browser's canvas takes. */
const sharpness = 2
const longestSide = 8_000

/** The map as a picture for a paper, and as it stands on paper when the page is printed. */
export function TakeAway(props: Props) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const nameOf = useBandName()
  const overOf = useOver()
  const { arrangement } = props
  const [failed, setFailed] = useState(false)
  const [printed, setPrinted] = useState<string>()
  const rests = useMemo(() => [...props.shown.edges, ...(props.shown.implied ?? [])], [props.shown])
  const { count, sources } = useSources(rests)
  const draw = () =>
    drawing({
      ...props,
      ...props.shown,
      implied: (props.shown.implied ?? []).map((line) => ({ ...line, label: overOf(line, true) })),
      bands: arrangement && [...arrangement.columns, ...arrangement.rows, ...(arrangement.aside ? [arrangement.aside] : [])].map((band) => ({ band, ...nameOf(band) })),
      quiet: arrangement?.quiet,
      lines: [...props.lines, t('map.evidence', { count }), location.href],
      sources,
      colours: {
        ground: themeColour('--ground'),
        soft: themeColour('--ground-soft'),
        text: themeColour('--text'),
        muted: themeColour('--text-muted'),
        line: themeColour('--map-line'),
        light: themeColour('--line'),
        gap: themeColour('--gap'),
        sphere: sphereColour,
      },
      words: {
        sphere: (code) => pick(codeLabel('sphere', code)),
        type: (type) => pick(entityTypeLabel(type)),
        relation: (relation) => pick(relationLabel(relation)),
        depth: (code) => pick(codeLabel('depth', code)),
        legend: t('map.legend'),
        ownerless: t('map.ownerless'),
        nobody: t('map.nobody'),
        implied: t('map.bridge.legend'),
        someNames: (count) => t('map.someNames', { count }),
      },
    })

  // The canvas on the screen is a picture of the screen; paper gets a drawing that fits it.
  useEffect(() => {
    const before = () => flushSync(() => setPrinted(draw()))
    const after = () => setPrinted(undefined)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  })

  const save = async (make: () => Blob | Promise<Blob>, ending: string) => {
    setFailed(false)
    try {
      saveFile(`${fileName(props.title)}.${ending}`, await make())
    } catch {
      setFailed(true)
    }
  }
  const svg = () => new Blob([draw()], { type: 'image/svg+xml' })
  return (
    <>
      <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => void save(svg, 'svg')}>
        <span className="kern-label">{t('map.svg')}</span>
      </button>
      <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => void save(() => rasterised(svg()), 'png')}>
        <span className="kern-label">{t('map.png')}</span>
      </button>
      <button type="button" className="kern-btn kern-btn--tertiary no-print" onClick={() => window.print()}>
        <span className="kern-label">{t('entity.print')}</span>
      </button>
      {failed && <span role="alert">{t('map.pictureFailed')}</span>}
      {/* drawing() escapes every name that it is given. */}
      {printed !== undefined && <div className="print-only map-print" dangerouslySetInnerHTML={{ __html: printed }} />}
    </>
  )
}

/** "Karte: Digitaler Bauantrag" → "karte-digitaler-bauantrag". */
const fileName = (title: string) => title.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'karte'

async function rasterised(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const scale = Math.min(sharpness, longestSide / Math.max(image.naturalWidth, image.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.naturalWidth * scale)
    canvas.height = Math.round(image.naturalHeight * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(url)
  }
}
