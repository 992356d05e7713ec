import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Area, areaFrom } from '#core/regions/area.ts'
import type { CountySuccession, TownshipSuccession } from '#core/regions/succession.ts'

const FILE = path.join(import.meta.dirname, 'data', 'areas-2023.br')

const NAMES = path.join(import.meta.dirname, 'data', 'successions.yaml')

const headShape = z.object({
  format: z.literal('heshe-areas-1'),
  asOf: z.string(),
  source: z.string(),
  older: z.array(z.string()),
  licence: z.string(),
  /** Name of each part and its length in bytes, in the order of the file. */
  parts: z.record(z.string(), z.number()),
})

const namesShape = z.strictObject({
  counties: z.array(
    z.strictObject({
      name: z.string(),
      to: z.string(),
      became: z.string(),
      on: z.string(),
      ground: z.string(),
    }),
  ),
  aliases: z.array(z.strictObject({ name: z.string(), to: z.string(), means: z.string() })),
})

/** A short name in common use: 前郭县 for 前郭尔罗斯蒙古族自治县. */
export interface Alias {
  name: string
  to: string
  /** The name in the list. */
  means: string
}

/** The areas of all China as they come with the product. Parts are unpacked when first asked for. */
export interface AreaDataset {
  /** Day as of which the list shows the division, and where it comes from. */
  asOf: string
  source: string
  licence: string
  /** Provinces, prefectures, counties and townships of all China, in order of code. */
  upper: () => readonly Area[]
  /** Townships and villages of the counties (codes of six digits), in order of code. */
  whole: (counties: Iterable<string>) => Area[]
  /** Names of villages, without ending, that stand in eight or more counties of China. */
  commonNames: () => ReadonlySet<string>
  /** County and name of villages that stand once in the county today but stood there more than once before. */
  sharedNames: (counties: Iterable<string>) => string[]
  /** Counties that older lists show under another name or code, and those of successions.yaml. */
  formerCounties: () => readonly CountySuccession[]
  aliases: () => readonly Alias[]
  /** Merged, renamed and split townships of the counties. */
  formerTownships: (counties: Iterable<string>) => TownshipSuccession[]
}

/** Opens the data set; only the head line is read. Throws if the file is missing or of another format. */
export function openAreas(file: string = FILE): AreaDataset {
  const bytes = readFileSync(file)
  const end = bytes.indexOf(10)
  const head = headShape.parse(JSON.parse(bytes.toString('utf8', 0, end)))
  const read = partReader(bytes, end + 1, head.parts)
  const upperText = once(() => read('upper'))
  const upper = once(() => readUpper(upperText()))
  const commonNames = once(() => new Set(read('common').split('\n')))
  const names = once(() => namesShape.parse(parse(readFileSync(NAMES, 'utf8'))))
  const formerCounties = once(() => [...namedCounties(names().counties), ...readCounties(read('counties'))])
  return {
    asOf: head.asOf,
    source: head.source,
    licence: head.licence,
    upper,
    commonNames,
    formerCounties,
    aliases: () => names().aliases,
    whole: (counties) => {
      const wanted = new Set(counties)
      const townships = [...wanted].flatMap((county) => readUpper(linesUnder(upperText(), county)))
      const villages = provincesOf(wanted).flatMap((province) => {
        const text = read(`villages/${province}`)
        return [...wanted]
          .filter((code) => code.startsWith(province))
          .flatMap((code) => readVillages(text, code))
      })
      return [...townships.filter((area) => area.level === 'township'), ...villages].toSorted((a, b) =>
        a.code < b.code ? -1 : 1,
      )
    },
    sharedNames: (counties) => {
      const wanted = new Set(counties)
      const lines = provincesOf(wanted).flatMap((province) => read(`shared/${province}`).split('\n'))
      return lines.filter((line) => wanted.has(line.slice(0, 6)))
    },
    formerTownships: (counties) => {
      const wanted = new Set(counties)
      return provincesOf(wanted).flatMap((province) => readFormer(read(`former/${province}`), wanted))
    },
  }
}

let opened: AreaDataset | undefined

/** The data set of the product, opened once. */
export function areaDataset(): AreaDataset {
  opened ??= openAreas()
  return opened
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function provincesOf(counties: ReadonlySet<string>): string[] {
  return [...new Set([...counties].map((code) => code.slice(0, 2)))].toSorted()
}

/** Unpacks one part by its name; an unknown name is empty. */
function partReader(bytes: Buffer, start: number, parts: Record<string, number>): (name: string) => string {
  const places = new Map<string, { from: number; to: number }>()
  let at = start
  for (const [name, length] of Object.entries(parts)) {
    places.set(name, { from: at, to: at + length })
    at += length
  }
  return (name) => {
    const place = places.get(name)
    if (place === undefined || place.from === place.to) return ''
    return brotliDecompressSync(bytes.subarray(place.from, place.to)).toString('utf8')
  }
}

/**
 * The lines of a sorted text that begin with the prefix, each with the lines of villages (a blank or three digits and a
 * blank) that follow it. Searching the text is ten times as fast as splitting it.
 */
function linesUnder(text: string, prefix: string): string {
  const first = text.startsWith(prefix) ? 0 : text.indexOf(`\n${prefix}`) + 1
  if (first === 0 && !text.startsWith(prefix)) return ''
  let end = text.indexOf('\n', first)
  while (end !== -1 && (text.startsWith(prefix, end + 1) || text[end + 1] === ' ' || text[end + 4] === ' ')) {
    end = text.indexOf('\n', end + 1)
  }
  return end === -1 ? text.slice(first) : text.slice(first, end)
}

function readUpper(text: string): Area[] {
  return text.split('\n').flatMap((line) => {
    const blank = line.indexOf(' ')
    return areaFrom(line.slice(0, blank), line.slice(blank + 1)) ?? []
  })
}

/** The villages of a county in the part of its province (the lines are explained in scripts/areas/build.ts). */
function readVillages(text: string, county: string): Area[] {
  const found: Area[] = []
  let township = ''
  let number = 0
  for (const line of linesUnder(text, county).split('\n')) {
    const blank = line.indexOf(' ')
    if (blank === -1) {
      township = line
      number = 0
      continue
    }
    number = blank === 0 ? number + 1 : Number(line.slice(0, blank))
    const code = township + String(number).padStart(3, '0')
    found.push({ code, name: line.slice(blank + 1), level: 'village', parent: township })
  }
  return found
}

function namedCounties(counties: z.infer<typeof namesShape>['counties']): CountySuccession[] {
  return counties.map(({ name, to, became, on, ground }) => ({
    code: '',
    name,
    to,
    ground: `${name}于${on}${ground}，今为${became}`,
  }))
}

function readCounties(text: string): CountySuccession[] {
  return text.split('\n').flatMap((line) => {
    const [code, name, to, ground] = line.split(',')
    return code && name && to && ground ? [{ code, name, to, ground }] : []
  })
}

function readFormer(text: string, wanted: ReadonlySet<string>): TownshipSuccession[] {
  const found: TownshipSuccession[] = []
  let villages: Map<string, string> | undefined
  for (const line of text.split('\n')) {
    if (line.startsWith(' ')) {
      villages?.set(line.slice(14), line.slice(1, 13))
      continue
    }
    const [code = '', name = '', county = '', stands, seen = '', gone = '', total] = line.split(',')
    villages = undefined
    if (!wanted.has(county)) continue
    villages = new Map()
    found.push({ code, name, county, stands: stands === '1', seen, gone, total: Number(total), villages })
  }
  return found
}
