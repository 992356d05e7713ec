/** Whoever hands out a one-time password can say how long it opens. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#server/clock.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { signIn, testApp, type TestApp } from '../../tests/app.ts'
import { DEMO_DAY } from '../../tests/demo-county.ts'
import { must } from '../../tests/must.ts'
import { passwordSheet } from './import-users.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('whoever is given one is told how many days it opens and until when, on the page and on the sheet', async () => {
  const security = await signIn(app, 'anquan')
  const { body } = await security.get<{ users: { id: string; username: string }[] }>('/api/users')
  const { id } = body.users.find((one) => one.username === 'zhen1')!
  const told = await security.post<{ onceDays: number; onceUntil: string }>(`/api/users/${id}/password`)
  const until = new Date(fixedClock(DEMO_DAY).now().getTime() + 7 * 86_400_000)
  expect(told.body).toMatchObject({ onceDays: 7, onceUntil: until.toISOString() })
  const users = [{ username: 'a', name: '甲', role: '县级经办', sees: '甲县', password: 'Kt7Pz3' }]
  const term = { days: 7, until: new Date('2026-03-27T04:00:00Z') }
  const bytes = await passwordSheet(users, { areaName: '甲县', term })
  const text = JSON.stringify(must(await readWorkbook(bytes, 'a.xlsx')).sheets)
  expect(text).toContain('2026-03-27 12:00')
  expect(text).toContain('一次性密码 7 天内有效')
})
