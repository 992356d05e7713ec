import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isZipBomb, unzip, zipDirectory } from './zip.ts'
import { zipOf } from './zip-fixture.ts'

const LIMITS = { entries: 3, unpacked: 1000, ratio: 10, ratioFrom: 100 }
const entry = { name: 'a', method: 8, checksum: 0, packed: 10, unpacked: 100, offset: 0 }

test('Every entry comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, maxLength: 9, unit: 'grapheme-ascii' }), fc.uint8Array()),
      (files) => {
        const zip = zipOf(files)
        const back = (zipDirectory(zip) ?? []).map((one) => [one.name, unzip(zip, one)])
        expect(back.map(([name, content]) => [name, Buffer.from(content ?? [])])).toEqual(
          Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]),
        )
      },
    ),
  )
})

test('A comment after the directory is passed over', () => {
  const zip = Buffer.concat([zipOf({ 甲: '乙' }), Buffer.from('a comment')])
  expect(zipDirectory(zip)?.map(({ name }) => name)).toEqual(['甲'])
})

test('An archive on the limits is opened, one beyond any of them is not', () => {
  expect(isZipBomb([entry], 100, LIMITS)).toBe(false)
  expect(isZipBomb([entry, entry, entry], 100, LIMITS)).toBe(false)
  expect(isZipBomb([entry, entry, entry, entry], 100, LIMITS)).toBe(true)
  expect(isZipBomb([{ ...entry, packed: 100, unpacked: 1000 }], 100, LIMITS)).toBe(false)
  expect(isZipBomb([{ ...entry, packed: 100, unpacked: 1001 }], 100, LIMITS)).toBe(true)
  expect(isZipBomb([{ ...entry, unpacked: 101 }], 100, LIMITS)).toBe(true)
  expect(isZipBomb([{ ...entry, packed: 1, unpacked: 99 }], 100, LIMITS)).toBe(false)
})

test('Entries that share their bytes are a bomb', () => {
  expect(
    isZipBomb(
      [
        { ...entry, packed: 60 },
        { ...entry, packed: 60 },
      ],
      100,
      LIMITS,
    ),
  ).toBe(true)
})

test('An entry that lies about its length, or whose bytes changed, gives nothing', () => {
  const zip = zipOf({ a: 'x'.repeat(500) }, { a: 400 })
  const [short] = zipDirectory(zip) ?? []
  expect(short && unzip(zip, short)).toBeUndefined()
  const changed = zipOf({ a: '甲乙丙丁' })
  const [own] = zipDirectory(changed) ?? []
  expect(own && unzip(changed, { ...own, checksum: own.checksum ^ 1 })).toBeUndefined()
  expect(own && unzip(changed, { ...own, method: 12 })).toBeUndefined()
  expect(own && unzip(changed, { ...own, offset: changed.length })).toBeUndefined()
})

test('A cut or disturbed archive has no directory and makes nothing throw', () => {
  const zip = zipOf({ a: 'one', b: 'two' })
  fc.assert(
    fc.property(fc.nat(zip.length - 1), fc.nat(zip.length - 1), fc.nat(255), (cut, at, value) => {
      const changed = Buffer.from(zip.subarray(0, cut))
      if (at < cut) changed[at] = value
      for (const one of zipDirectory(changed) ?? []) unzip(changed, one)
      expect(zipDirectory(zip.subarray(0, cut))).toBeUndefined()
    }),
  )
})
