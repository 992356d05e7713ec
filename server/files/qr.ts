/** Two-dimensional codes as drawings for pages and their print. */
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
