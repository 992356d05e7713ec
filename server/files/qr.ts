/** Two-dimensional codes: as a drawing for pages, as a picture for papers. */
import { encodeQR } from 'qr'

/** Quiet modules around the code, as the standard asks for. */
const BORDER = 4

/** One path of squares of 1 × 1 in a drawing of `size` by `size`. */
export function qrDrawing(text: string): { size: number; path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER })
  const path = rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return { size: rows.length, path }
}

/** A picture of it (GIF), each module `scale` points wide. */
export function qrPicture(text: string, scale = 6): Uint8Array {
  return encodeQR(text, 'gif', { ecc: 'medium', border: BORDER, scale })
}
