/** Counts what goes to the database: every statement that any pool of this process sends. */
import pg from 'pg'

export interface Statement {
  text: string
  values: unknown[]
}

/** Runs the work and gives the statements that were sent meanwhile, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = []
  const original = Reflect.get(pg.Client.prototype, 'query') as (...given: unknown[]) => unknown
  const watched = function (this: pg.Client, ...given: unknown[]): unknown {
    const [first, second] = given
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text
    const values = Array.isArray(second)
      ? second
      : ((first as { values?: unknown[] } | undefined)?.values ?? [])
    if (text !== undefined) sent.push({ text, values })
    return original.apply(this, given)
  }
  Object.assign(pg.Client.prototype, { query: watched })
  try {
    await work()
  } finally {
    Object.assign(pg.Client.prototype, { query: original })
  }
  return sent
}
