import { expect, it } from 'vitest'
import { readDays } from './days-text.ts'

it('reads days as a notice writes them', () => {
  expect(readDays('1月1日至3日，2026-04-04、5月1日', 2026).days).toEqual([
    '2026-01-01',
    '2026-01-02',
    '2026-01-03',
    '2026-04-04',
    '2026-05-01',
  ])
})

it('follows a range over the end of a month', () => {
  expect(readDays('2026-02-27 至 2026-03-02', 2026).days).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
})

it('gives back the words that are no days', () => {
  expect(readDays('2026-02-30 春节 3月3日至1日', 2026)).toEqual({
    days: [],
    strange: ['2026-02-30', '春节', '3月3日至1日'],
  })
})

it('counts a day that is named twice once', () => {
  expect(readDays('5月1日 2026.5.1', 2026).days).toEqual(['2026-05-01'])
})
