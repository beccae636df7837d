/** Colour of a sphere; its name always stands beside it. */
export function SphereDot({ code }: { code: string }) {
  return <span className={`sphere-dot sphere-dot--${code.replaceAll('_', '-')}`} aria-hidden="true" />
}
