/** Nothing stands in the way of those who keep the data at 1440 px. */
import { noBarriersOn } from './barriers.ts'
import { stewardPages } from './pages.ts'

noBarriersOn(stewardPages, 'wide')
