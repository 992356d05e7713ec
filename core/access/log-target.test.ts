import { expect, test } from 'vitest'
import { checkLogTarget } from './log-target.ts'

const codes = (host: string, port: number) => checkLogTarget({ host, port, on: true }).map((one) => one.code)

test('a name, an address of four and of six parts are taken; blanks, a scheme and nothing are not', () => {
  for (const host of ['rizhi.example', '192.0.2.10', '2001:db8::1', 'a-b'])
    expect(codes(host, 6514), host).toEqual([])
  for (const host of ['', 'a b', 'tcp://a', 'a/b', 'x'.repeat(254)])
    expect(codes(host, 6514), host).toEqual(['log-host'])
})

test('ports 1 and 65535 are taken, 0 and 65536 are not, and both faults are told at once', () => {
  expect([codes('a', 1), codes('a', 65_535)]).toEqual([[], []])
  expect([codes('a', 0), codes('a', 65_536), codes('a', 1.5)]).toEqual([
    ['log-port'],
    ['log-port'],
    ['log-port'],
  ])
  expect(codes('', 0)).toEqual(['log-host', 'log-port'])
})
