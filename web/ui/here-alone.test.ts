import { expect, it } from 'vitest'
import { isHereAlone } from './here-alone.tsx'

it('warns at addresses that lead nowhere from another machine', () => {
  for (const host of ['localhost', '127.0.0.1', '127.0.1.1', '[::1]']) expect(isHereAlone(host)).toBe(true)
})

it('is silent at addresses that a telephone may find', () => {
  for (const host of ['192.168.1.20', '10.127.0.1', 'localhost.county.example', 'heshe.example', '[fe80::1]'])
    expect(isHereAlone(host)).toBe(false)
})
