import { sphereAreas } from '@kommunalgraph/contract/geography.ts'
import { sphereColour } from '../../graph/stylesheet.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel } from '../../ui/ontology.ts'

/** The soft areas of the spheres with their names, in map units; they overlap, because the borders are not clear-cut. */
export function SphereAreas() {
  const { pick } = useLanguage()
  return (
    <>
      <defs>
        {sphereAreas.map(({ sphere }) => (
          <radialGradient key={sphere} id={`area-${sphere}`}>
            <stop offset="0.55" stopColor={sphereColour(sphere)} stopOpacity="0.14" />
            <stop offset="1" stopColor={sphereColour(sphere)} stopOpacity="0.02" />
          </radialGradient>
        ))}
      </defs>
      {sphereAreas.map(({ sphere, form, centre: [x, y], radius: [rx, ry] }) =>
        form === 'band' ? (
          <rect key={sphere} x={x - rx} y={y - ry} width={2 * rx} height={2 * ry} rx={ry} fill={sphereColour(sphere)} fillOpacity="0.1" />
        ) : (
          <ellipse key={sphere} cx={x} cy={y} rx={rx} ry={ry} fill={`url(#area-${sphere})`} />
        ),
      )}
      {sphereAreas.map(({ sphere, label: [x, y] }) => (
        <text key={sphere} x={x} y={y} fill={sphereColour(sphere)} className="sphere-name" textAnchor="middle">
          {pick(codeLabel('sphere', sphere))}
        </text>
      ))}
    </>
  )
}
