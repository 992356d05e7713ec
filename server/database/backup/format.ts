/**
 * A backup is one compressed file of JSON lines that any later version can read: the head, then for each table its name
 * and its rows in the text that PostgreSQL itself writes, and at the end how many rows there were and their digest.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'

export const FORMAT = 1

export const wrappedKeys = z.strictObject({
  salt: z.string(),
  nonce: z.string(),
  tag: z.string(),
  closed: z.string(),
})
export type WrappedKeys = z.infer<typeof wrappedKeys>

const head = z.strictObject({
  heshe: z.literal(FORMAT),
  program: z.string(),
  madeAt: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  /** Null: made without keys on demand. */
  keys: wrappedKeys.nullable(),
})
export type Head = z.infer<typeof head>

const proof = z.strictObject({ rows: z.int(), digest: z.string() })
export type Proof = z.infer<typeof proof>

const end = z.strictObject({
  tables: z.record(z.string(), proof),
  sequences: z.array(z.strictObject({ name: z.string(), value: z.string() })),
})
export type End = z.infer<typeof end>

/** A row is a bare JSON string; everything else is an object. */
export const lineSchema = z.union([
  z.string(),
  z.strictObject({ head }),
  z.strictObject({ table: z.string() }),
  z.strictObject({ end }),
])
export type Line = z.infer<typeof lineSchema>

const WORDS = [0, 8, 16, 24]
const MODULUS = 64

/** Adds up the hashes of rows, so that the order in which they come makes no difference; a row twice counts twice. */
export class RowDigest {
  rows = 0
  readonly #sums = WORDS.map(() => 0n)

  add(row: string): void {
    const hash = createHash('sha256').update(row, 'utf8').digest()
    this.rows += 1
    WORDS.forEach((at, index) => {
      this.#sums[index] = BigInt.asUintN(MODULUS, this.#sums[index]! + hash.readBigUInt64BE(at))
    })
  }

  proof(): Proof {
    return {
      rows: this.rows,
      digest: this.#sums.map((sum) => sum.toString(16).padStart(16, '0')).join(''),
    }
  }
}
