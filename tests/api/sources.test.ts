/** Sources by their ids: what a drawing cites. */
import type { SourcesAnswer } from '@kommunalgraph/contract/answers.ts'
import { expect, test } from 'vitest'
import { demoView } from '../demo-graph.ts'
import { get, getPublic } from '../http.ts'
import { refusedAt } from '../refused.ts'

const sources = [...demoView().entities.values()].filter(({ type }) => type === 'Source')
const ids = sources.map(({ id }) => id)

test('titles and dates as the files say them, newest first; what is no source and what is unknown give none', async () => {
  expect(ids.length).toBeGreaterThan(5)
  const asked = ids.slice(0, 40)
  const { status, body } = await get<SourcesAnswer>('/sources', { ids: [...asked, 'ini:990000000000:digitaler-bauantrag', 'src:990000000000:gibt-es-nicht'].join(',') })
  expect(status).toBe(200)
  expect(body.sources.map(({ id }) => id).sort()).toEqual([...asked].sort())
  expect(body.sources.map(({ date }) => date)).toEqual(body.sources.map(({ date }) => date).sort().reverse())
  for (const { id, title, date } of body.sources) {
    const known = sources.find((one) => one.id === id)
    expect([title, date], id).toEqual([known?.values.title ?? known?.values.name, known?.values.date])
  }
})

test('a public reader is told of public sources only, and not that there are others', async () => {
  const hidden = sources.filter(({ values }) => values.visibility !== 'public').map(({ id }) => id).slice(0, 20)
  const open = sources.filter(({ values }) => values.visibility === 'public').map(({ id }) => id).slice(0, 20)
  expect(hidden.length).toBeGreaterThan(0)
  expect(open.length).toBeGreaterThan(0)
  const { body } = await getPublic<SourcesAnswer>('/sources', { ids: [...hidden, ...open].join(',') })
  expect(body.sources.map(({ id }) => id).sort()).toEqual([...open].sort())
})

test('without ids there is nothing to cite; what is no id, and too many, are refused', async () => {
  expect((await get<SourcesAnswer>('/sources')).body).toEqual({ sources: [] })
  await refusedAt('/sources', { ids: '../../etc' }, 400, 'query.ids')
  await refusedAt('/sources', { ids: Array.from({ length: 51 }, (_, index) => `src:990000000000:q${index}`).join(',') }, 400, 'query.ids')
})
