import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Markup, walkMarkup } from './xml.ts'

/** What a reader hears, texts that follow each other joined. */
function heard(markup: Markup): { whole: boolean; said: string[] } {
  const said: string[] = []
  const whole = walkMarkup(markup, {
    open: (name, attributes) => said.push(`<${name}|${attributes}`),
    text: (text) => said.push(text),
    close: (name) => said.push(`/${name}`),
  })
  return { whole, said }
}

const SHEET = `<?xml version='1.0'?><!-- <c> > --><x:a b="1>"><c r='2'>甲&amp;乙<![CDATA[<d>]]></c ><e/>丙</x:a>\n`

it('reads markup cut anywhere as it reads it whole', () => {
  const whole = heard(SHEET)
  expect(whole.whole).toBe(true)
  fc.assert(
    fc.property(fc.array(fc.nat(SHEET.length)), (cuts) => {
      const ends = [...cuts.toSorted((a, b) => a - b), SHEET.length]
      const pieces = ends.map((end, index) => SHEET.slice(ends[index - 1] ?? 0, end))
      expect(heard(pieces)).toEqual(whole)
    }),
  )
})

it('reads it letter by letter', () => {
  expect(heard(SHEET.split(''))).toEqual(heard(SHEET))
})

it.each(['<a>', '<a', '<a></a', '</a>', '<!-- ', '甲', '<a></a>甲', '<![CDATA[甲'])(
  'says of %s that it breaks off, whole or in pieces',
  (broken) => {
    expect(heard(broken).whole).toBe(false)
    expect(heard(broken.split('')).whole).toBe(false)
  },
)

it('takes nothing for whole markup, and goes on over blanks behind it', () => {
  expect([heard('').whole, heard([]).whole, heard(['<a/>', ' \n', ' ']).whole]).toEqual([true, true, true])
})
