/** What is known of the records that rows are about, for as long as rows of their bodies are still to come. */
import type { Kysely } from 'kysely'
import type { Register } from '#core/kernel/register.ts'
import type { Earlier } from '#core/registry/import-plan.ts'
import type { Keys } from '#server/database/crypt.ts'
import { loadPasts, RecordPast } from './standing.ts'

interface Known {
  pasts: Map<string, RecordPast>
  /** The first row of the file about each record. */
  earlier: Map<string, Earlier>
  loaded: Set<Register>
}

export class Records {
  private readonly toCome = new Map<string, number>()
  private readonly known = new Map<string, Known>()
  private readonly keys: Keys

  constructor(keys: Keys) {
    this.keys = keys
  }

  /** A row about this body (of an area: the area) will come. */
  expect(body: string): void {
    this.toCome.set(body, (this.toCome.get(body) ?? 0) + 1)
  }

  /** Loads the past of every record of these bodies, where it was not loaded for an earlier row. */
  async load(trx: Kysely<unknown>, register: Register, bodies: Iterable<string>): Promise<void> {
    const asked: string[] = []
    for (const body of bodies) {
      const { loaded } = this.of(body)
      if (!loaded.has(register)) asked.push(body)
      loaded.add(register)
    }
    for (const { owner, key, past } of await loadPasts(trx, register, { bodies: asked, keys: this.keys }))
      this.of(owner).pasts.set(key, past)
  }

  /** The past of a record; an empty one, under a new id, where nothing is known. */
  past(register: Register, of: { body: string; key: string; newId: () => string }): RecordPast {
    const { pasts } = this.of(of.body)
    const past = pasts.get(of.key) ?? new RecordPast({ id: of.newId(), register, keys: this.keys })
    pasts.set(of.key, past)
    return past
  }

  /** The row that named the record before; null where this is the first one. */
  earlier(body: string, key: string, row: Earlier): Earlier | null {
    const { earlier } = this.of(body)
    const first = earlier.get(key)
    if (!first) earlier.set(key, row)
    return first ?? null
  }

  /** A row about this body has been decided: after the last one nothing more is kept of it. */
  passed(body: string): void {
    const left = (this.toCome.get(body) ?? 0) - 1
    if (left > 0) {
      this.toCome.set(body, left)
      return
    }
    this.toCome.delete(body)
    this.known.delete(body)
  }

  private of(body: string): Known {
    const held = this.known.get(body) ?? { pasts: new Map(), earlier: new Map(), loaded: new Set() }
    this.known.set(body, held)
    return held
  }
}
