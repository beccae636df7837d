/** Nothing stands in the way at 390 px. */
import { noBarriersAt } from './barriers.ts'

noBarriersAt('phone')
