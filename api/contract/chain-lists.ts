/** What the list of decisions shows: whole chains, decisions that led to no initiative, or active initiatives that nobody decided on. */
export const chainLists = ['chains', 'without-initiative', 'without-decision'] as const
export type ChainList = (typeof chainLists)[number]
