/** Nothing stands in the way at 390 px. */
import { noBarriersAbove, noBarriersOn } from './barriers.ts'
import { mainPages } from './pages.ts'

noBarriersOn(mainPages, 'phone')
noBarriersAbove('phone')
