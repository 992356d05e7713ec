/** What of an import can be taken back, and what stands in the way: decided from what was changed or relied on since. */

/** A record that an import wrote. */
export interface WrittenRecord {
  register: string
  id: string
  /** The body that it belongs to; of the body register, itself. */
  body: string
  /** The import made it; otherwise it changed what stood. */
  created: boolean
}

/** Something that happened after the import and builds on what it wrote. */
export interface Reliance {
  /** What it builds on: one record, or what the import wrote of a body in these registers (null: in all of them). */
  on:
    | { record: string }
    | { body: string; registers: readonly string[] | null }
    /** It needs the body to be there, whatever its record says. */
    | { existing: string }
  kind:
    | 'changed'
    | 'case'
    | 'acceptance'
    | 'share'
    | 'voucher'
    | 'trade'
    | 'surplus'
    | 'item'
    | 'handout'
    | 'records'
    | 'merge'
    | 'unseen'
  /** What it is, in words: 整改单 ZG2026-0001. */
  what: string
  /** Who did it, by name; null where nobody is on record. */
  by: string | null
  /** When, as ISO time; null where only the day is known, which then stands in `what`. */
  at: string | null
}

export interface UndoPlan<R extends WrittenRecord> {
  undo: R[]
  /** What has to stay, each with everything that stands in the way. */
  stay: { record: R; because: Reliance[] }[]
}

/** Why a body stays: a record of it that the same import wrote has to stay. */
const HELD_BY_OWN: Omit<Reliance, 'on'> = {
  kind: 'records',
  what: '本次导入的其他记录要留下，主体不能先撤',
  by: null,
  at: null,
}

/**
 * Divides what an import wrote into what can be taken back and what has to stay. A body that the import made stays as
 * long as any of its records stays. O(records + reliances).
 */
export function planUndo<R extends WrittenRecord>(
  records: readonly R[],
  reliances: readonly Reliance[],
): UndoPlan<R> {
  const byRecord = new Map<string, Reliance[]>()
  const byBody = new Map<string, Reliance[]>()
  for (const one of reliances) {
    if ('record' in one.on) push(byRecord, one.on.record, one)
    else push(byBody, 'body' in one.on ? one.on.body : one.on.existing, one)
  }
  const becauseOf = (record: R): Reliance[] => [
    ...(byRecord.get(record.id) ?? []),
    ...(byBody.get(record.body) ?? []).filter((one) => reaches(one, record)),
  ]
  const judged = records.map((record) => ({ record, because: becauseOf(record) }))
  const held = new Set(judged.filter((one) => one.because.length > 0).map((one) => one.record.body))
  for (const { record, because } of judged)
    if (isBody(record) && record.created && because.length === 0 && held.has(record.body))
      because.push({ ...HELD_BY_OWN, on: { record: record.id } })
  return {
    undo: judged.filter((one) => one.because.length === 0).map((one) => one.record),
    stay: judged.filter((one) => one.because.length > 0),
  }
}

const isBody = (record: WrittenRecord): boolean => record.id === record.body

function reaches({ on }: Reliance, record: WrittenRecord): boolean {
  if ('existing' in on) return isBody(record) && record.created
  return 'body' in on && (on.registers === null || on.registers.includes(record.register))
}

function push(map: Map<string, Reliance[]>, key: string, one: Reliance): void {
  const list = map.get(key)
  if (list) list.push(one)
  else map.set(key, [one])
}
