/** Nothing stands in the way of readers at 1440 px, and axe would see it. */
import { expect, test } from 'vitest'
import { noBarriersAbove, noBarriersOn, serious } from './barriers.ts'
import { openPage } from './browser.ts'
import { readerPages, settled } from './pages.ts'

noBarriersOn(readerPages, 'wide')
noBarriersAbove('wide')

test('axe itself sees a barrier where one is put in', async () => {
  const page = await openPage('/')
  await settled(page)
  await page.evaluate(() =>
    document
      .querySelector('main')
      ?.insertAdjacentHTML('beforeend', '<button></button><p style="color:#eee;background:#fff">kaum lesbar</p>'),
  )
  const rules = (await serious(page)).map((line) => line.split(' ')[0])
  expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast']))
})
