import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cleanLine, clausesWithoutText, numberOf, readPolicyText } from './policy-text.ts'

const read = (text: string, clauses: string[]) =>
  readPolicyText(text, clauses).map((one) => [one.clean, one.clause])

describe('a line', () => {
  it.each([
    ['虚政办发〔202111', '虚政办发〔2021〕11号'],
    ['虚农办发〔202146号', '虚农办发〔2021〕46号'],
    ['2021330', '2021年3月30日'],
    ['期限为两年,20214-2022年底。', '期限为两年，2021年4月-2022年底。'],
    ['准备阶段20214—202112月', '准备阶段2021年4月—2021年12月'],
  ])('%s reads as the only thing that it can have been, and says so', (raw, clean) => {
    const found = cleanLine(raw)
    expect(found.clean).toBe(clean)
    expect(found.doubts.join()).toContain('疑似丢字')
  })

  it.each([
    '虚政办发〔2021〕11号',
    '2021年3月30日',
    '2021—2023年',
    '2021年12月',
    '电话2021330',
    '（2021年7月）',
  ])('%s has lost nothing and stays', (raw) => {
    expect(cleanLine(raw)).toEqual({ clean: raw, doubts: [] })
  })

  it('that has more than one reading stays as it is and is asked about', () => {
    const { clean, doubts } = cleanLine('平川区占70%,辖284办事处。')
    expect(clean).toBe('平川区占70%，辖284办事处。')
    expect(doubts).toEqual(['“辖284”疑似丢字：后面像是少了“乡镇”一类的字，数目也要核对'])
    expect(cleanLine('2021111').clean).toBe('2021111')
  })

  it('with half a pair of brackets is told', () => {
    expect(cleanLine('方案》已经同意').doubts).toEqual(['疑似丢字：“《”和“》”不成对'])
  })
})

describe('the clauses', () => {
  it('follow chapter, section and item, the nearest that the document has', () => {
    const text = [
      '前言',
      '一、总则',
      '说明',
      '（一）目标',
      '1.甲',
      '2．乙',
      '（二）原则',
      '二、措施',
      '3. 丙',
    ].join('\n')
    expect(read(text, ['一(一)', '一(一)2', '一(二)', '二3'])).toEqual([
      ['前言', null],
      ['一、总则', null],
      ['说明', null],
      ['（一）目标', '一(一)'],
      ['1.甲', '一(一)'],
      ['2．乙', '一(一)2'],
      ['（二）原则', '一(二)'],
      ['二、措施', null],
      ['3. 丙', '二3'],
    ])
  })

  it('are articles where the document is a law', () => {
    expect(read('第十二条　甲\n乙\n第一百零三条 丙\n第9条 丁', ['第12条', '第103条'])).toEqual([
      ['第十二条甲', '第12条'],
      ['乙', '第12条'],
      ['第一百零三条丙', '第103条'],
      ['第9条丁', null],
    ])
  })

  it('take a line apart at its points where these are clauses; the raw text stays whole', () => {
    const line = '(一)建设。一是机构。成立。二是财务。三是其他。'
    const pieces = readPolicyText(`三、任务\n${line}`, ['三(一)一', '三(一)二'])
    expect(pieces.map((one) => [one.raw, one.clause])).toEqual([
      ['三、任务', null],
      ['(一)建设。', null],
      ['一是机构。成立。', '三(一)一'],
      ['二是财务。三是其他。', '三(一)二'],
    ])
  })

  it('with a lost number take the next one and say so', () => {
    const pieces = readPolicyText('二、要求\n()甲\n()乙', ['二(一)', '二(二)'])
    expect(pieces.map((one) => one.clause)).toEqual([null, '二(一)', '二(二)'])
    expect(pieces[2]!.doubts.join()).toContain('按顺序读作（二）')
  })

  it('that repeat themselves point to the first and do not move the place', () => {
    const pieces = readPolicyText(
      '一、总体要求是这样的一段话\n二、重点任务是那样的一段话\n一、总体要求是这样的一段话',
      ['一', '二'],
    )
    expect(pieces[2]).toMatchObject({ clause: '一', doubts: ['与第 1 段相同，是重复'] })
  })

  it('to which nothing came are named', () => {
    expect(clausesWithoutText(readPolicyText('一、甲', ['一', '二']), ['一', '二'])).toEqual(['二'])
  })
})

it('no letter of what was attached is lost or added, whatever it holds', () => {
  const signs = fc.constantFrom(...Array.from('一二三、（）()是。1.2，,〔202111《》 第阶段条\n\r附件xX'))
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 200 }), (all) => {
      const text = all.join('')
      const raw = readPolicyText(text, ['一', '一(一)', '一(一)一', '一(一)二', '二1'])
      const bare = (words: string) => words.replaceAll(/\s/g, '')
      expect(bare(raw.map((one) => one.raw).join(''))).toBe(bare(text))
    }),
  )
})

it('numbers in words are read', () => {
  expect(['九', '十', '十二', '二十', '四十四', '一百零三', '一百二十'].map(numberOf)).toEqual([
    9, 10, 12, 20, 44, 103, 120,
  ])
})

const SEEDS = path.resolve(import.meta.dirname, '../../../shared/seeds')
const PLANS = [
  ['heshui-2023', '000', ['文末']],
  ['shuocheng-2021', '001', ['文首文末']],
  ['nanchuan-2021', '002', []],
  ['party-led-2022', '003', []],
  ['ningbo-2023', '004', []],
] as const

it.skipIf(!existsSync(SEEDS)).each(PLANS)(
  'the papers of %s (%s) fall under our clauses',
  (id, seed, without) => {
    const file = readdirSync(SEEDS).find((one) => one.startsWith(seed)) ?? ''
    const written = readFileSync(
      path.resolve(import.meta.dirname, `../../policy/plans/${id}/clauses.yaml`),
      'utf8',
    )
    const clauses = (parse(written) as { id: string }[]).map((one) => one.id)
    const pieces = readPolicyText(readFileSync(path.join(SEEDS, file), 'utf8'), clauses)
    expect(clausesWithoutText(pieces, clauses)).toEqual(without)
  },
)
