import { expect, test } from 'vitest'
import { missingOfPaper, NO_PAPER, paperOf } from './paper.ts'

test('signed on paper wants signer, day and photograph; not on paper wants nothing', () => {
  expect(missingOfPaper(null, '签批单', [])).toEqual([])
  expect(missingOfPaper(NO_PAPER, '签批单', [])).toEqual(['签批人', '签批日期', '签字盖章的签批单照片'])
  expect(missingOfPaper({ signer: '程', signedOn: '2023-03-20' }, '签批单', ['f'])).toEqual([])
})

test('it travels only when it has its day', () => {
  expect(paperOf(NO_PAPER)).toEqual({})
  expect(paperOf({ signer: ' 程 ', signedOn: '2023-03-20' })).toEqual({
    paper: { signer: '程', signedOn: '2023-03-20' },
  })
})
