export function SphereAreas() { return null }
