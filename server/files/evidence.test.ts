import { describe, expect, test } from 'vitest'
import { must } from '../../tests/must.ts'
import { acceptEvidence, LARGEST_EVIDENCE } from './evidence.ts'
import { xlsxParts, zipOf } from './zip-fixture.ts'

const hex = (digits: string) => Buffer.from(digits, 'hex')
const JPEG = hex('ffd8ffe000104a46494600010100')
const HEIC = Buffer.concat([hex('00000018'), Buffer.from('ftypheic'), hex('00000000')])

describe('Evidence', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['a photograph', JPEG, 'a.jpg', 'image/jpeg'],
    ['a screenshot', hex('89504e470d0a1a0a0000000d'), 'a.PNG', 'image/png'],
    ['a photograph from a telephone', HEIC, 'IMG_1.HEIC', 'image/heic'],
    ['a scan', Buffer.from('%PDF-1.4\n'), 'a.pdf', 'application/pdf'],
    [
      'a document',
      zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' }),
      'a.docx',
      'wordprocessingml',
    ],
    ['a workbook', zipOf(xlsxParts({ 甲: '' })), 'a.xlsx', 'spreadsheetml'],
  ])('%s is taken by its content', (_, bytes, name, mediaType) => {
    const outcome = acceptEvidence(bytes, name)
    expect(must(outcome).mediaType).toContain(mediaType)
    expect(outcome.ok && outcome.remarks).toEqual([])
  })

  test('with a wrong ending is taken as what it is, with a note', () => {
    const outcome = acceptEvidence(JPEG, '收据.pdf')
    expect(must(outcome)).toEqual({ kind: 'jpeg', mediaType: 'image/jpeg', ending: 'jpg' })
    expect(outcome.ok && outcome.remarks[0]?.says).toContain('JPEG')
  })

  test.each<[string, Uint8Array, string]>([
    ['a web page that calls itself a photograph', Buffer.from('<html><script>1</script>'), 'evidence-kind'],
    ['a drawing with script', Buffer.from('<?xml version="1.0"?><svg/>'), 'evidence-kind'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]), 'evidence-kind'],
    ['plain text', Buffer.from('你好'), 'evidence-kind'],
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['a document that did not arrive whole', zipOf(xlsxParts({ 甲: '' })).subarray(0, 200), 'file-damaged'],
    ['a bomb', zipOf({ ...xlsxParts({}), 'xl/a': Buffer.alloc(30_000_000) }), 'file-unsafe'],
  ])('%s is refused', (_, bytes, code) => {
    const outcome = acceptEvidence(bytes, 'a.jpg')
    expect(outcome.ok ? [] : outcome.problems.map((problem) => [problem.code, problem.place?.file])).toEqual([
      [code, 'a.jpg'],
    ])
  })

  test('of 20 MB is taken, of a byte more refused', () => {
    const photograph = Buffer.alloc(LARGEST_EVIDENCE + 1)
    JPEG.copy(photograph)
    expect(acceptEvidence(photograph.subarray(0, LARGEST_EVIDENCE), 'a.jpg').ok).toBe(true)
    expect(acceptEvidence(photograph, 'a.jpg')).toMatchObject({ problems: [{ code: 'file-too-large' }] })
  })
})
