import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Handout } from '#contract/registry.ts'
import { handoutApp, type HandoutApp } from '../../../tests/handout-app.ts'

let app: HandoutApp
beforeAll(async () => {
  app = await handoutApp()
})
afterAll(() => app.close())

test('a preview', async () => {
  const preview = await app.county.post<{ bodies: number; townships: unknown[]; columns: unknown[] }>(
    '/api/handouts/preview',
    {
      rules: [],
      registers: ['member_summary', 'annual_report'],
    },
  )
  console.log(preview.status, preview.says, JSON.stringify(preview.body).slice(0, 3000))
  const made = await app.county.post<Handout>('/api/handouts', {
    rules: [],
    registers: ['member_summary', 'annual_report'],
    title: '补填',
    dueOn: '2026-04-01',
  })
  console.log(made.status, made.says, JSON.stringify(made.body, null, 1).slice(0, 3000))
  expect(made.status).toBe(200)
})
