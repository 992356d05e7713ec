/** Gives statements that come again a name, so that the database reads and plans them once for each connection. */
import type { Pool, PoolClient } from 'pg'

/** Once is chance: only what comes again is worth a plan. */
const SEEN_MIN = 3
/** Each named statement costs memory in every connection. */
const NAMED_MAX = 250
const SEEN_MAX = 2000
/** A plan made for few ids must not serve thousands. */
const LIST_MAX = 20

/** Names for texts; those that came first keep theirs. */
export class Repeated {
  private readonly seen = new Map<string, number>()
  private readonly names = new Map<string, string>()

  /** The name under which this statement is to be sent; none where it goes as it is. */
  nameOf(text: string, values: readonly unknown[]): string | undefined {
    if (values.some((one) => Array.isArray(one) && one.length > LIST_MAX)) return undefined
    const name = this.names.get(text)
    if (name !== undefined || this.names.size >= NAMED_MAX) return name
    const times = (this.seen.get(text) ?? 0) + 1
    if (times < SEEN_MIN) {
      if (this.seen.size >= SEEN_MAX) this.seen.clear()
      this.seen.set(text, times)
      return undefined
    }
    this.seen.delete(text)
    const given = `heshe_${this.names.size}`
    this.names.set(text, given)
    return given
  }
}

/** What a plan is worth keeping for. Several statements in one text, as at the begin of a transaction, can have no name. */
const READS = /^\s*(?:select|with)\b[^;]*$/i

/** Lets every connection of the pool send what comes again by its name; without values only what reads. */
export function prepareRepeated(pool: Pool): void {
  const repeated = new Repeated()
  pool.on('connect', (client) => {
    Object.assign(client, {
      query(this: PoolClient, ...given: unknown[]): unknown {
        const [text, values] = given
        const send = Reflect.get(Object.getPrototypeOf(this) as object, 'query') as (
          ...all: unknown[]
        ) => unknown
        if (typeof text !== 'string' || !Array.isArray(values)) return send.apply(this, given)
        if (values.length === 0 && !READS.test(text)) return send.apply(this, given)
        const name = repeated.nameOf(text, values)
        if (name === undefined) return send.apply(this, given)
        // Whoever asks with a callback, as the pool itself does, is called back.
        return send.apply(this, [{ name, text, values }, ...given.slice(2)])
      },
    })
  })
}
