/** Bad files end in one clear sentence or a normal reading: a part of the corpus, and good files harmed by chance. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { registers } from '#core/reporting/registers.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { prepareFile } from '#server/registry/imports/run.ts'
import { badFiles } from './bad-files.ts'
import { flipped, goodCsv, goodXls, goodXlsx } from './bad-parts.ts'

const EVERY = 25

/** Refused in Chinese with what to do, or read; never a word of a program. */
function sentence(outcome: Outcome<unknown>): string {
  if (outcome.ok) return '读出'
  for (const { says } of outcome.problems) {
    expect(says).toMatch(/[\u4E00-\u9FFF]{4}/u)
    expect(says).not.toMatch(/\b(?:Error|undefined|NaN|null|TypeError|at [a-z]+)\b/u)
  }
  return outcome.problems[0]!.code
}

const read = async (bytes: Buffer, fileName: string): Promise<string> =>
  sentence(await prepareFile({ registers }, { bytes, fileName, register: null, units: undefined }))

test('a part of the corpus of bad files is refused in one sentence or read', async () => {
  const files = badFiles(20261126)
  expect(files.length).toBeGreaterThan(300)
  const part = files.filter((_, at) => at % EVERY === 0)
  const outcomes = await Promise.all(part.map(async (one) => read(one.make(), one.name)))
  expect(outcomes).toHaveLength(part.length)
  expect(new Set(outcomes).size).toBeGreaterThan(3)
})

test('the same seed makes the same files', () => {
  const digest = () =>
    badFiles(7)
      .filter((_, at) => at % 20 === 0)
      .map((one) => one.make().toString('base64'))
  expect(digest()).toEqual(digest())
})

test('a good file harmed by chance is refused in one sentence or read', async () => {
  const good = fc.constantFrom(
    ['a.xlsx', goodXlsx()] as const,
    ['a.xls', goodXls()] as const,
    ['a.csv', goodCsv()] as const,
  )
  const harm = fc.record({
    flips: fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 8 }),
    keep: fc.double({ min: 0.2, max: 1, noNaN: true }),
  })
  await fc.assert(
    fc.asyncProperty(good, harm, async ([name, bytes], { flips, keep }) => {
      const cut = flipped(bytes, flips).subarray(0, Math.max(1, Math.floor(bytes.length * keep)))
      expect(await read(cut, name)).not.toBe('')
    }),
    { numRuns: 8, seed: 1904 },
  )
})
