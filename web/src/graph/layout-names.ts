/** Names of the layouts as the address has them; apart from the layouts themselves, so that the first page does not load those. */

/** `layers`: who needs what, left to right. `chain`: from decision to outcome, the years left to right. Absent = geography. */
export const mapLayouts = ['layers', 'chain'] as const
export type MapLayout = (typeof mapLayouts)[number]
