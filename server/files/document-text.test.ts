import { Document, Packer, Paragraph, TextRun } from 'docx'
import { expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { documentText, markupText } from './document-text.ts'
import { zipOf } from './zip-fixture.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const codeOf = (content: Uint8Array) => {
  const found = documentText(content)
  return found.ok ? 'read' : found.problems[0]?.code
}

test('a .docx gives its paragraphs, runs joined', async () => {
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ children: [new TextRun('一、'), new TextRun({ text: '目标', bold: true })] }),
          new Paragraph('甲 & 乙'),
        ],
      },
    ],
  })
  const content = new Uint8Array(await Packer.toArrayBuffer(document))
  expect(must(documentText(content)).trim().split('\n')).toEqual(['一、目标', '甲 & 乙'])
})

test('a page gives its words, not its scripts, and a national encoding is read', () => {
  const page =
    '<html><head><title>方案</title><style>p{}</style><script>var a="<p>x</p>"</script></head><body><p>一、<b>目标</b>&nbsp;甲</p><!-- 注 --><div>二&#12289;乙<br>丙</div></body></html>'
  const lines = (text: string) => text.split('\n').filter((one) => one.trim() !== '')
  expect(lines(must(documentText(bytes(page))))).toEqual(['方案', '一、目标 甲', '二、乙', '丙'])
  const national = Uint8Array.from([0xd2, 0xbb, 0xa1, 0xa2, 0xc4, 0xbf, 0xb1, 0xea, 0x0a])
  expect(must(documentText(national))).toBe('一、目标\n')
})

test('a script without an end hides the rest, and no entity makes more than one sign', () => {
  expect(markupText('甲<script>乙')).toBe('甲')
  expect(markupText('&#x110000;&bogus;&#65;')).toBe('&bogus;A')
})

test('what has no words to read is refused with the way out', () => {
  expect(codeOf(bytes('%PDF-1.7'))).toBe('document-kind')
  expect(codeOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe('document-kind')
  const parts = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document><w:p>' }
  expect(codeOf(zipOf(parts))).toBe('document-damaged')
  expect(codeOf(zipOf({ '[Content_Types].xml': '<Types/>', 'word/other.xml': '<a/>' }))).toBe(
    'document-damaged',
  )
  expect(codeOf(zipOf(parts, { 'word/document.xml': 900 << 20 }))).toBe('document-too-large')
})
