import { expect, test } from 'vitest'
import { personNameKey, samePersonName, showPersonName } from './person-name.ts'

test('a name is shown as it was typed, spaces inside included', () => {
  expect(showPersonName(' 张\u3000三\u200b ')).toBe('张\u3000三')
})

test('names are compared without spaces', () => {
  expect(samePersonName('张\u3000三', '张三')).toBe(true)
  expect(samePersonName('张 三', '张三丰')).toBe(false)
})

test('all dots between the parts of a name are one dot', () => {
  for (const dot of ['·', '•', '‧', '・', '．', '.'])
    expect(personNameKey(`买买提${dot}艾力`)).toBe('买买提·艾力')
})

test('rare characters are never exchanged', () => {
  for (const name of ['王\u{20164}', '李䶮', '隆\uf9dc', '\ue835某']) expect(personNameKey(name)).toBe(name)
})

test('Latin letters compare without width and case', () => {
  expect(samePersonName('Ｌi Ming', 'LI MING')).toBe(true)
})
