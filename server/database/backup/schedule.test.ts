import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftsAmong, isDue, lastHour, nameOf, outdated, upgradeNameOf } from './schedule.ts'

/** A moment by the clock of Asia/Shanghai. */
const at = (text: string): Date => new Date(`${text}+08:00`)
const never = { lastDone: null, lastTry: null }

test.each([
  ['a second before the hour', '2026-03-20T01:59:59', false],
  ['when the hour strikes', '2026-03-20T02:00:00', true],
  ['any time later, when the machine was off at the hour', '2026-03-20T23:59:00', true],
])('after the backup of yesterday the next is due %s: %s', (_, now, due) => {
  const lastDone = at('2026-03-19T02:00:30')
  expect(isDue(at(now), { hour: 2, lastDone, lastTry: lastDone })).toBe(due)
})

test('after a failure it is tried again when an hour has passed, not before', () => {
  const lastTry = at('2026-03-20T02:00:00')
  const due = (now: string) => isDue(at(now), { hour: 2, lastDone: null, lastTry })
  expect([due('2026-03-20T02:59:59'), due('2026-03-20T03:00:00')]).toEqual([false, true])
})

test('a clock that was set back a year does not keep backups from being made', () => {
  const lastDone = at('2027-03-20T02:00:00')
  expect(isDue(at('2026-03-20T02:00:00'), { hour: 2, lastDone, lastTry: lastDone })).toBe(true)
  const made = at('2026-03-20T02:00:00')
  expect(isDue(at('2026-03-20T02:01:00'), { hour: 2, lastDone: made, lastTry: made })).toBe(false)
})

test('the hour that struck last is never in the future and at most a day ago', () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date(1e12), max: new Date(4e12) }),
      fc.integer({ min: 0, max: 23 }),
      (now, hour) => {
        const age = now.getTime() - lastHour(now, hour).getTime()
        expect(age).toBeGreaterThanOrEqual(0)
        expect(age).toBeLessThan(86_400_000)
        expect(isDue(now, { hour, ...never })).toBe(true)
      },
    ),
  )
})

test('the newest of the last seven days and of the last four weeks stay, and what others put there', () => {
  const names = Array.from({ length: 60 }, (_, day) =>
    nameOf(new Date(at('2026-01-01T02:00:00').getTime() + day * 86_400_000)),
  )
  const twice = 'heshe-2026-03-01-0900.heshe'
  const others = ['备份.heshe', 'heshe-2026-02-30.heshe', '.heshe-2026-03-01-0200.heshe.77']
  const gone = outdated([...names, twice, ...others], { daily: 7, weekly: 4 })
  const left = [...names, twice].filter((name) => !gone.includes(name)).toSorted()
  expect(left.map((name) => name.slice(6, 21))).toEqual([
    '2026-02-08-0200',
    '2026-02-15-0200',
    '2026-02-22-0200',
    '2026-02-23-0200',
    '2026-02-24-0200',
    '2026-02-25-0200',
    '2026-02-26-0200',
    '2026-02-27-0200',
    '2026-02-28-0200',
    '2026-03-01-0900',
  ])
  expect(gone).toEqual(expect.not.arrayContaining(others))
})

test('the last three made before upgrades stay', () => {
  const names = ['202601010000-a', '202602010000-b', '202603010000-c', '202604010000-d'].map(
    (migration, day) => upgradeNameOf(migration, at(`2026-04-0${4 - day}T02:00:00`)),
  )
  expect(outdated(names, { daily: 7, weekly: 4 })).toEqual([names[3]])
})

test('a draft is known with the process that wrote it', () => {
  expect(
    draftsAmong(['.heshe-2026-03-01-0200.heshe.77', 'heshe-2026-03-01-0200.heshe', '.a.heshe.3']),
  ).toEqual([{ name: '.heshe-2026-03-01-0200.heshe.77', pid: 77 }])
})
