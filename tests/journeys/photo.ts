/** A small picture with a name, as a telephone gives one. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** One white point. */
const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='

/** Writes a picture of this name into a folder of its own, gives its path. */
export function photoOf(name: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'heshe-photo-')), `${name}.png`)
  writeFileSync(file, Buffer.from(POINT, 'base64'))
  return file
}
