import { decodeQR } from 'qr/decode.js'
import { expect, test } from 'vitest'
import { qrDrawing } from './qr.ts'

const LINK = 'https://nongye.heshui.example:8443/m/#40718264.A-07'

test('a drawn code is read back by a reader of its own', () => {
  const { size, path } = qrDrawing(LINK)
  const scale = 4
  const data = new Uint8Array(size * scale * size * scale * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1)
        data.fill(
          0,
          ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4,
          ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4 + 3,
        )
  expect(decodeQR({ width: size * scale, height: size * scale, data })).toBe(LINK)
})
