/** Makes a picture of a page small: pages have few colours, so 256 of them in a palette show no difference. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PALETTE_MAX = 256
/** Squared distance up to which two colours look the same. */
const ALIKE = 96

interface Pixels {
  width: number
  height: number
  /** Three bytes a pixel. */
  rgb: Uint8Array
}

/** The same picture with a palette, about a third of the size. Takes 8-bit RGB or RGBA without interlacing, as browsers write. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png)
  const { palette, indexOf } = paletteOf(rgb)
  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = indexOf(colourAt(rgb, y * width + x))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(rgb: Uint8Array, pixel: number): number {
  const at = pixel * 3
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)
}

/** The most frequent colours that differ, and for every other the nearest of them. */
function paletteOf(rgb: Uint8Array): { palette: Buffer; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>()
  for (let pixel = 0; pixel < rgb.length / 3; pixel += 1) {
    const colour = colourAt(rgb, pixel)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const chosen: number[] = []
  for (const [colour] of [...counts].toSorted((a, b) => b[1] - a[1])) {
    if (chosen.length === PALETTE_MAX) break
    // A small red star counts for more than one grey beside another.
    if (chosen.every((one) => distanceOf(one, colour) > ALIKE)) chosen.push(colour)
  }
  const known = new Map(chosen.map((colour, index) => [colour, index]))
  const indexOf = (colour: number): number => {
    const found = known.get(colour)
    if (found !== undefined) return found
    const nearest = chosen.reduce(
      (best, one, index) => {
        const distance = distanceOf(one, colour)
        return distance < best.distance ? { index, distance } : best
      },
      { index: 0, distance: Infinity },
    )
    known.set(colour, nearest.index)
    return nearest.index
  }
  const bytes = chosen.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])
  return { palette: Buffer.from(bytes), indexOf }
}

function distanceOf(a: number, b: number): number {
  const part = (shift: number): number => (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2
  return part(16) + part(8) + part(0)
}

function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const step = png[25] === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const lines = unfilter(inflateSync(Buffer.concat(parts)), { width, height, step })
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel += 1)
    rgb.set(lines.subarray(pixel * step, pixel * step + 3), pixel * 3)
  return { width, height, rgb }
}

/** Takes back what the five filters of the format did to each line. */
function unfilter(raw: Buffer, of: { width: number; height: number; step: number }): Uint8Array {
  const size = of.width * of.step
  const out = new Uint8Array(size * of.height)
  for (let y = 0; y < of.height; y += 1) {
    const filter = raw[y * (size + 1)]
    for (let x = 0; x < size; x += 1) {
      const left = x >= of.step ? (out[y * size + x - of.step] ?? 0) : 0
      const above = y > 0 ? (out[(y - 1) * size + x] ?? 0) : 0
      const corner = x >= of.step && y > 0 ? (out[(y - 1) * size + x - of.step] ?? 0) : 0
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0
      out[y * size + x] = ((raw[y * (size + 1) + 1 + x] ?? 0) + guess) & 255
    }
  }
  return out
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(head))
  return Buffer.concat([length, head, check])
}
