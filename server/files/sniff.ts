import { type ZipEntry, zipDirectory } from './zip.ts'

/** What a file is by its content, whatever its name says. */
export type FileKind =
  | 'empty'
  | 'xlsx'
  | 'xlsb'
  | 'xls'
  | 'ods'
  | 'docx'
  | 'doc'
  | 'pptx'
  | 'encrypted'
  | 'ole'
  | 'zip'
  | 'broken-zip'
  | 'archive'
  | 'pdf'
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'bmp'
  | 'tiff'
  | 'webp'
  | 'heic'
  | 'html'
  | 'xml'
  | 'text'
  | 'unknown'

const SIGNATURES: readonly [FileKind, readonly number[]][] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['archive', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['archive', [0x1f, 0x8b, 0x08]],
]

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])
/** Excel up to version 4 wrote the bare record stream, without the OLE container. */
const BARE_BIFF = [0x00, 0x02, 0x04].map((version) => [0x09, version])

/** The kind of a file, known by its first bytes and, for ZIP and OLE containers, by what they hold. */
export function sniff(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty'
  const known = SIGNATURES.find(([, signature]) => startsWith(bytes, signature))
  if (known) return known[0]
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return zipKind(zipDirectory(bytes))
  if (startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'zip'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return oleKind(bytes)
  if (BARE_BIFF.some((start) => startsWith(bytes, start)) && bytes[3] === 0) return 'xls'
  if (latin(bytes, 0, 2) === 'BM' && bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0) return 'bmp'
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'webp'
  if (latin(bytes, 4, 8) === 'ftyp' && HEIC_BRANDS.has(latin(bytes, 8, 12))) return 'heic'
  return textKind(bytes)
}

function zipKind(entries: readonly ZipEntry[] | undefined): FileKind {
  if (entries === undefined) return 'broken-zip'
  const names = entries.map((entry) => entry.name.toLowerCase())
  const holds = (start: string) => names.some((name) => name.startsWith(start))
  if (!names.includes('[content_types].xml')) {
    return names.includes('mimetype') && names.includes('content.xml') ? 'ods' : 'zip'
  }
  if (names.includes('xl/workbook.bin')) return 'xlsb'
  if (holds('xl/')) return 'xlsx'
  if (holds('word/')) return 'docx'
  return holds('ppt/') ? 'pptx' : 'zip'
}

/** The names of an OLE container's streams stand in UTF-16 at the start of its 128-byte directory entries. */
function oleKind(bytes: Uint8Array): FileKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const holds = (stream: string) => {
    const name = Buffer.from(`${stream}\0`, 'utf16le')
    for (let at = buffer.indexOf(name); at >= 0; at = buffer.indexOf(name, at + 1)) {
      if (at % 128 === 0) return true
    }
    return false
  }
  if (holds('EncryptedPackage')) return 'encrypted'
  if (holds('Workbook') || holds('Book')) return 'xls'
  return holds('WordDocument') ? 'doc' : 'ole'
}

const LOOK = 65_536

function textKind(bytes: Uint8Array): FileKind {
  const head = bytes.subarray(0, LOOK)
  const wide = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  // A few stray NULs are stripped from a list later on; a file full of them is no text.
  if (!wide && controls > head.length / 20) return 'unknown'
  const text = latin(head, 0, 4096)
    .replace(/^\u00EF\u00BB\u00BF/u, '')
    .trimStart()
    .toLowerCase()
  if (/^<(?:!doctype html|html|head|body|table|meta|style|div)\b/u.test(text)) return 'html'
  if (text.startsWith('mime-version:')) return 'html'
  if (text.startsWith('<?xml')) return /<html\b/u.test(text) ? 'html' : 'xml'
  return 'text'
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte)
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1')
}
