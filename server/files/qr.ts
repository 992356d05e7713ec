/** Two-dimensional codes: as drawings for pages and their print, as pictures for papers. */
import { crc32, deflateSync } from 'node:zlib'
import { encodeQR } from 'qr'

/** Quiet modules around the code, as the standard asks for. */
const BORDER = 4

/** One path of squares of 1 × 1 in a drawing of `size` by `size`. */
export function qrDrawing(text: string): { size: number; path: string } {
  const rows = modulesOf(text)
  const path = rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return { size: rows.length, path }
}

/** Dots of a picture for each module: enough that a printer draws sharp edges. */
const DOTS = 8

/** The same as a black and white PNG. */
export function qrPicture(text: string): Buffer {
  const rows = modulesOf(text)
  const size = rows.length * DOTS
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  // One bit a dot, grey; the rest is 0: deflated, not filtered, not interlaced.
  head[8] = 1
  const lines = rows.flatMap((row) => {
    // A byte is the eight dots of one module; 0 in front says that the line is not filtered.
    const line = Buffer.from([0, ...row.map((dark) => (dark ? 0x00 : 0xff))])
    return Array.from({ length: DOTS }, () => line)
  })
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

const modulesOf = (text: string): boolean[][] => encodeQR(text, 'raw', { ecc: 'medium', border: BORDER })
