import { expect, test } from 'vitest'
import { isBackupLate, judgeStatus, type StatusFacts, type Tone } from './status.ts'

const NOW = new Date('2026-03-20T04:00:00Z')
const GIB = 2 ** 30
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000)
const WELL: StatusFacts = {
  now: NOW,
  latest: ago(0),
  disk: { free: 50 * GIB, total: 100 * GIB },
  backup: { lastDone: ago(10), lastFailed: null, keys: 'ready' },
  chain: { pending: 0, waitsSince: null, lastCheck: { at: ago(10), broken: 0 } },
  daily: ago(4),
  unnamedProxy: null,
}
const told = (facts: Partial<StatusFacts>) =>
  judgeStatus({ ...WELL, ...facts })
    .filter(({ tone }) => tone !== 'good')
    .map(({ tone, says, todo }) => [tone, says, todo !== ''])

test('where all is in order every line says so and nothing is to be done', () => {
  expect(judgeStatus(WELL).map(({ tone, todo }) => [tone, todo])).toEqual(
    Array.from({ length: 4 }, () => ['good', '']),
  )
})

test.each<[number, Tone[]]>([
  [0.49, ['bad']],
  [2.9, ['bad']],
  [3, ['warning']],
  [9.9, ['warning']],
  [10, []],
])('%s GB free of 100', (free, tones) => {
  expect(told({ disk: { free: free * GIB, total: 100 * GIB } }).map(([tone]) => tone)).toEqual(tones)
})

test('half a gigabyte of a small disk is red, two are yellow, whatever the percentage', () => {
  const tone = (free: number) => told({ disk: { free: free * GIB, total: 4 * GIB } })[0]?.[0]
  expect([0.4, 0.5, 1.9, 2].map(tone)).toEqual(['bad', 'warning', 'warning', undefined])
})

test('a backup is late after two days, not at two days; one that never was is late; one of a clock set back is not', () => {
  expect([ago(48), ago(48.01), null, ago(-5)].map((at) => isBackupLate(at, NOW))).toEqual([
    false,
    true,
    true,
    false,
  ])
  const { backup } = WELL
  expect(told({ backup: { ...backup, lastDone: ago(49) } })).toEqual([
    ['bad', '上次备份成功已超过 2 天', true],
  ])
  expect(told({ backup: { ...backup, lastDone: null } })).toEqual([['warning', '还没有备份过', true]])
})

test('a failure counts until a backup went well after it', () => {
  const failed = (at: Date) => told({ backup: { ...WELL.backup, lastFailed: { at, says: '磁盘已满' } } })
  expect(failed(ago(11))).toEqual([])
  expect(failed(ago(9))).toEqual([['bad', '最近一次备份失败：磁盘已满', true]])
})

test('keys that no backup carries are told', () => {
  const keys = (state: 'none' | 'stale') => told({ backup: { ...WELL.backup, keys: state } })
  expect(keys('none')).toEqual([['warning', '备份里不含密钥', true]])
  expect(keys('stale')).toEqual([['warning', '密钥有增加，备份里暂不含密钥', true]])
})

test('a broken chain is red, one that falls behind or was not verified for two days is yellow', () => {
  const chain = (of: Partial<StatusFacts['chain']>) =>
    told({ chain: { ...WELL.chain, ...of } }).map(([tone]) => tone)
  expect(chain({ lastCheck: { at: ago(1), broken: 2 } })).toEqual(['bad'])
  expect(chain({ lastCheck: { at: ago(48), broken: 0 } })).toEqual([])
  expect(chain({ lastCheck: { at: ago(48.1), broken: 0 } })).toEqual(['warning'])
  expect(chain({ lastCheck: null })).toEqual(['warning'])
  expect(chain({ pending: 3, waitsSince: ago(1 / 6) })).toEqual([])
  expect(chain({ pending: 3, waitsSince: ago(1 / 5) })).toEqual(['warning'])
})

test('a day that was not judged again is told', () => {
  expect([ago(26), ago(26.1), null].map((daily) => told({ daily }).length)).toEqual([0, 1, 1])
})

test('a clock that stands more than five minutes before what was noted is red', () => {
  const ahead = (minutes: number) => told({ latest: ago(-minutes / 60) }).map(([tone]) => tone)
  expect([0, 5, 6, 525_600].map(ahead)).toEqual([[], [], ['bad'], ['bad']])
  expect(told({ latest: null })).toEqual([])
})

test('logs that can not be sent are told after ten minutes, and nothing is told where none are sent', () => {
  const logs = (minutes: number | null) => ({
    waiting: 7,
    failedAt: minutes === null ? null : ago(minutes / 60),
    says: '连接不上',
  })
  expect(told({ logs: logs(null) })).toEqual([])
  expect(told({ logs: logs(10) })).toEqual([])
  expect(told({ logs: logs(10.1) })).toEqual([
    ['warning', '日志送不出去已超过 10 分钟，7 条留着：连接不上', true],
  ])
  expect(judgeStatus({ ...WELL, logs: logs(null) }).map(({ says }) => says)).toContain('日志外送正常')
})

test('a proxy that nobody named is told with what to set', () => {
  const [line] = judgeStatus({ ...WELL, unnamedProxy: '10.0.0.5' })
  expect(line).toMatchObject({ tone: 'warning', todo: expect.stringContaining('HESHE_TRUST_PROXY=10.0.0.5') })
})
