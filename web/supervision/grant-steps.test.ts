import { expect, it } from 'vitest'
import { chaseWords, stepTo } from './grant-steps.ts'

const ROW = { body: 'b', name: '冷库补助', project: 'p' }
const line = (id: string, spent: string | null, photos: string[] = []) => ({
  id,
  item: id,
  purpose: null,
  amount: '100.00',
  spent,
  vouchers: 0,
  photos,
})

it('leads to the line on which money was spent without a photograph, not to one that nobody began', () => {
  const lines = [
    line('later', '0.00'),
    line('unknown', null),
    line('seen', '9.00', ['f']),
    line('dark', '0.01'),
  ]
  expect(stepTo(ROW, 'photo', { vouchers: [], lines })).toBe('/registers/grant_line/dark?edit=1')
  expect(stepTo(ROW, 'photo', { vouchers: [], lines: lines.slice(0, 3) })).toBeNull()
})

it('leads to the line whose spending nobody told, else to the first, or to a new one where there is none', () => {
  const lines = [line('told', '0.00'), line('untold', null)]
  expect(stepTo(ROW, 'spent', { vouchers: [], lines })).toBe('/registers/grant_line/untold?edit=1')
  expect(stepTo(ROW, 'spent', { vouchers: [], lines: lines.slice(0, 1) })).toMatch(/grant_line\/told/)
  expect(stepTo(ROW, 'spent', { vouchers: [], lines: [] })).toMatch(/^\/registers\/grant_line\/new\?body=b&/)
})

it('the words to a cooperative name it, the grant, and of each finding what is to be done', () => {
  const text = chaseWords({ bodyName: '甲合作社', name: '冷库补助' }, [
    { label: '凭证没有票据照片', says: '有 1 张支出凭证没有附原始凭证照片', step: 'attach' },
    { label: '资产没有建卡', says: '还差 80,000.00 元', step: 'card' },
  ])
  expect(text.split('\n')).toEqual([
    '甲合作社：贵社“冷库补助”还有 2 项没有办妥，请抓紧办理。',
    '1. 凭证没有票据照片：有 1 张支出凭证没有附原始凭证照片。请给凭证补附票据照片。',
    '2. 资产没有建卡：还差 80,000.00 元。请登记资产卡片。',
  ])
})
