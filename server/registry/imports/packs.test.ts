import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Packs } from './packs.ts'

test('texts come out as they went in, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 })), (texts) => {
      const packs = new Packs()
      for (const text of texts) packs.add(text)
      expect([...packs.texts()]).toEqual(texts)
    }),
  )
})
