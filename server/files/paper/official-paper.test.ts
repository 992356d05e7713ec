import { expect, test } from 'vitest'
import { sniff } from '../sniff.ts'
import { unzip, zipDirectory } from '../zip.ts'
import { chineseNumber } from './blocks.ts'
import { NOTICE, PLAN } from './example-papers.ts'
import { widthInCharacters } from './measures.ts'
import { type OfficialPaper, officialPaper } from './official-paper.ts'

interface Made {
  body: string
  /** The text of each paragraph. */
  lines: string[]
  part: (name: string) => string
}

async function make(paper: OfficialPaper): Promise<Made> {
  const bytes = await officialPaper(paper)
  expect(sniff(bytes)).toBe('docx')
  const entries = zipDirectory(bytes) ?? []
  const part = (name: string) => {
    const entry = entries.find((one) => one.name === name)
    return entry ? new TextDecoder().decode(unzip(bytes, entry)) : ''
  }
  const body = part('word/document.xml')
  const lines = body.split('</w:p>').map((one) => [...one.matchAll(/<w:t[ >][^<]*/gu)].map(textOf).join(''))
  return { body, lines, part }
}

const textOf = ([found]: RegExpExecArray) => found.slice(found.indexOf('>') + 1)

test('The page is A4 with a type area of 156 × 225 mm', async () => {
  const { body } = await make(NOTICE)
  expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838"/u)
  const margin = /<w:pgMar [^>]*>/u.exec(body)?.[0] ?? ''
  const side = (name: string) => Number(new RegExp(`w:${name}="(\\d+)"`, 'u').exec(margin)?.[1])
  expect(side('top')).toBe(2098)
  expect(side('left')).toBe(1587)
  expect(((11_906 - side('left') - side('right')) * 25.4) / 1440).toBeCloseTo(156, 0)
  expect(((16_838 - side('top') - side('bottom')) * 25.4) / 1440).toBeCloseTo(225, 0)
})

test('22 lines of 28 characters stand on a page', async () => {
  const { body } = await make(NOTICE)
  const line = Number(
    /w:line="(\d+)" w:lineRule="exact"[^>]*>(?:(?!<w:spacing).)*w:firstLine/u.exec(body)?.[1],
  )
  expect(Math.floor(((225 / 25.4) * 1440) / line)).toBe(22)
  const tighter = Number(/<w:spacing w:val="(-?\d+)"\/>/u.exec(body)?.[1])
  expect(Math.floor(((156 / 25.4) * 1440) / (320 + tighter))).toBe(28)
})

test('Each part has its font and size', async () => {
  const { body, part } = await make(NOTICE)
  const runOf = (text: string) => {
    const run = body.split('<w:r>').find((one) => one.includes(`>${text}`)) ?? ''
    return [/w:eastAsia="([^"]*)"/u.exec(run)?.[1], Number(/<w:sz w:val="(\d+)"/u.exec(run)?.[1])]
  }
  expect(runOf('青禾县农业农村局文件')[0]).toBe('方正小标宋简体')
  expect(runOf('关于开展农民专业')).toEqual(['方正小标宋简体', 44])
  expect(runOf('一、总体要求')).toEqual(['黑体', 32])
  expect(runOf('（一）清理')).toEqual(['楷体_GB2312', 32])
  expect(runOf('1.无实质')).toEqual(['仿宋_GB2312', 32])
  expect(runOf('各乡镇人民政府')).toEqual(['仿宋_GB2312', 32])
  expect(part('word/footer1.xml')).toContain('w:eastAsia="宋体"')
})

test('Headings are numbered in four levels, each starting anew under the next higher', async () => {
  const heading = (level: 1 | 2 | 3 | 4, text: string) => ({ kind: 'heading', level, text }) as const
  const { lines } = await make({
    title: '题',
    body: [
      heading(1, '甲'),
      heading(2, '乙'),
      heading(2, '丙'),
      heading(3, '丁'),
      heading(4, '戊'),
      heading(1, '己'),
      heading(2, '庚'),
    ],
  })
  for (const line of ['一、甲', '（一）乙', '（二）丙', '1.丁', '（1）戊', '二、己', '（一）庚'])
    expect(lines).toContain(line)
})

test('Chinese numbers count through the tens', () => {
  expect([1, 9, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual([
    '一',
    '九',
    '十',
    '十一',
    '二十',
    '二十一',
    '九十九',
  ])
})

test('The number keeps its place with year and serial blank', async () => {
  expect((await make(NOTICE)).lines).toContain('青农发〔\u3000\u3000〕\u3000号')
  expect((await make(PLAN)).lines).toContain('青农整改〔\u3000\u3000〕\u3000号')
  expect((await make({ title: '题', body: [] })).body).not.toContain('〔')
})

test('The day is written without zeros, or left blank where it is not known', async () => {
  expect((await make(NOTICE)).lines).toContain('2023年3月5日')
  expect((await make(PLAN)).lines).toContain('\u3000\u3000年\u3000月\u3000日')
})

test('Signer and day stand centred over each other, four characters from the edge or the longer one two', async () => {
  for (const [paper, signer, day] of [
    [NOTICE, '青禾县农业农村局', '2023年3月5日'],
    [PLAN, '青禾县农村合作经济经营管理服务中心办公室', '\u3000\u3000年\u3000月\u3000日'],
  ] as const) {
    const { body } = await make(paper)
    const rightOf = (text: string) => {
      const one = body.split('<w:p>').find((part) => part.includes(`>${text}<`)) ?? ''
      return Number(/w:right="(\d+)"/u.exec(one)?.[1]) / 320
    }
    const middle = (text: string) => rightOf(text) + widthInCharacters(text) / 2
    expect(middle(signer)).toBeCloseTo(middle(day), 1)
    expect(Math.min(rightOf(signer), rightOf(day))).toBeGreaterThanOrEqual(2)
  }
})

test('Tables keep within the type area, repeat their headings and do not break a row', async () => {
  const { body } = await make(NOTICE)
  const widths = [...body.matchAll(/<w:gridCol w:w="(\d+)"/gu)].map(([, width]) => Number(width))
  expect(widths).toHaveLength(5)
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(8846)
  expect(body.match(/<w:tblHeader\/>/gu)).toHaveLength(1)
  expect(body.match(/<w:cantSplit\/>/gu)).toHaveLength(15)
  expect(body).toMatch(/<w:insideV w:val="single"/u)
})

test('Page numbers stand between dashes, right on odd and left on even pages', async () => {
  const { part } = await make(NOTICE)
  expect(part('word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
  const footers = [part('word/footer1.xml'), part('word/footer2.xml')]
  for (const footer of footers) expect(footer).toMatch(/— <.*PAGE.*> —/u)
  expect(footers.map((footer) => /<w:jc w:val="(\w+)"/u.exec(footer)?.[1])).toEqual(['right', 'left'])
})

test('One attachment has no number, several have one; a signature line is there to write on', async () => {
  expect((await make(PLAN)).lines).toContain('附件：整改佐证材料')
  const notice = await make(NOTICE)
  expect(notice.lines).toContain('附件：1.合作社问题整改台账')
  expect(notice.body.match(/w:leader="underscore"/gu)).toHaveLength(4)
})

test('A signature never stands alone on a page: all from the last line of the body keeps with it', async () => {
  const { body } = await make(NOTICE)
  const paragraphs = body.slice(body.indexOf('乡镇审核')).split('</w:p>')
  const until = paragraphs.findIndex((one) => one.includes('2023年3月5日'))
  expect(until).toBeGreaterThan(4)
  const before = body.slice(0, body.indexOf('乡镇审核')).split('<w:p>').at(-1)
  for (const one of [before, ...paragraphs.slice(1, until)]) expect(one).toContain('<w:keepNext')
  expect((await make({ title: '题', body: [{ kind: 'paragraph', text: '甲' }] })).body).not.toMatch(
    /keepNext\/>(?:(?!<w:p>).)*甲/u,
  )
})

test('What looks like markup stays text', async () => {
  const { part } = await make({ title: '<b>&"', body: [{ kind: 'paragraph', text: '甲<w:p>\u{20BB7}' }] })
  expect(part('word/document.xml')).toContain('甲&lt;w:p&gt;\u{20BB7}')
})
