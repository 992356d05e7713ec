import { expect, test } from 'vitest'
import { entryWords, wantsCode, type EntryState } from './household-entry.ts'

const STATES: readonly EntryState[] = ['none', 'issued', 'expired', 'entered', 'locked']
const stand = (state: EntryState) => ({ state, endsOn: '2026-04-19' })

test('a code is wanted where none opens any more, and not where one waits, is in use or nobody is there', () => {
  expect(STATES.filter((one) => wantsCode(stand(one)))).toEqual(['none', 'expired', 'locked'])
  expect(wantsCode(undefined)).toBe(false)
})

test('a slip without a code says why, and until when the one that was printed holds', () => {
  expect(entryWords(stand('issued'))).toContain('2026-04-19 以前用一次')
  expect(entryWords(stand('entered'))).toContain('自己设的密码')
  for (const state of ['none', 'expired', 'locked'] as const)
    expect(entryWords(stand(state))).toContain('还没有能用的入口码')
  expect(entryWords(undefined)).toContain('没有这一户')
})
