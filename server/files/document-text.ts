/** The words of a document that an office attaches (.docx, .txt, .html), paragraph by paragraph, a line each. */
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { sniff } from './sniff.ts'
import { decodeText } from './workbook/csv.ts'
import { attribute, walkMarkup } from './workbook/xml.ts'
import { isZipBomb, unzip, zipDirectory } from './zip.ts'

const MAIN_PART = 'word/document.xml'
const LIMITS = { entries: 2000, unpacked: 200 << 20, ratio: 100, ratioFrom: 10 << 20 }

/** The text of the file. Pictures, headers and what was deleted under tracking are left out. */
export function documentText(bytes: Uint8Array): Outcome<string> {
  const kind = sniff(bytes)
  if (kind === 'docx') return wordText(bytes)
  if (kind === 'html' || kind === 'xml') return done(markupText(decodeText(bytes).text))
  if (kind === 'text') {
    const { text } = decodeText(bytes)
    return done(/<(html|body|div|p|span)\b/i.test(text.slice(0, 2000)) ? markupText(text) : text)
  }
  if (kind === 'doc')
    return failed(refused('document-kind', '这是老格式的 .doc 文件，请在 Word 或 WPS 里另存为 .docx 再上传'))
  if (kind === 'pdf')
    return failed(refused('document-kind', '这是 PDF 文件，请打开后全选、复制，把文字粘贴到框里'))
  return failed(refused('document-kind', '读不出文字：请上传 .docx、.txt、.html 文件，或把文字粘贴到框里'))
}

function wordText(bytes: Uint8Array): Outcome<string> {
  const damaged = refused('document-damaged', '文件不完整，读不出正文；请重新保存后再上传')
  const entries = zipDirectory(bytes)
  if (entries === undefined) return failed(damaged)
  if (isZipBomb(entries, bytes.length, LIMITS))
    return failed(refused('document-too-large', '文件展开后过大，请去掉图片后再上传'))
  const entry = entries.find((one) => one.name.toLowerCase() === MAIN_PART)
  const content = entry && unzip(bytes, entry)
  if (content === undefined) return failed(damaged)
  let text = ''
  let inText = false
  const whole = walkMarkup(new TextDecoder().decode(content), {
    open(name, attributes) {
      if (name === 't') inText = true
      else if (name === 'tab') text += ' '
      else if (name === 'br') text += attribute(attributes, 'type') === 'page' ? '' : '\n'
    },
    text(words) {
      if (inText) text += words
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'p') text += '\n'
    },
  })
  return whole ? done(text) : failed(damaged)
}

const BLOCKS =
  /<\/?(p|div|br|tr|li|ul|ol|h[1-6]|table|section|article|header|footer|title|td|th|dd|dt|blockquote|pre)\b[^>]*>/gi
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  middot: '·',
  hellip: '…',
}

/** The words of a web page; scripts, styles and comments have none. */
export function markupText(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, '')
    .replaceAll(/<(script|style|noscript|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(BLOCKS, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (found, hex, decimal, name) => {
      if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? found
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
    })
}
