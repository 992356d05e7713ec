import { expect, test } from 'vitest'
import { cellText, columnLetter, EMPTY } from './cell.ts'

test('columns are lettered as a spreadsheet letters them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})

test('an empty or missing cell shows nothing, any other what a person sees', () => {
  expect([
    cellText(undefined),
    cellText(EMPTY),
    cellText({ type: 'number', number: 1, text: '1.00' }),
  ]).toEqual(['', '', '1.00'])
})
