/**
 * One group of facts as SQL over the bodies in question: `from` joins what it reads (each join gives at most one row per
 * body), `columns` gives every column of its facts. `day` stands for the day asked about; `b` is the body on that day.
 */
export interface FactGroup {
  /** Common table expressions: name → select. They may read `bodies` and `asked`. */
  with: Readonly<Record<string, string>>
  /** Those of them that are computed once, however often and by whatever plan they are joined. */
  once?: readonly string[]
  from: string
  columns: Readonly<Record<string, string>>
}

/**
 * The records of a register as of the day that belong to the bodies in question. The bodies come first: a record never
 * changes its body, so the current table says which records are theirs, and of one body only its own versions are read.
 */
export function recordsOf(register: string): string {
  return `select r.* from (
      select distinct on (v.home, v.id) v.* from bodies b
      join ${register} c on c.home = b.home and c.body = b.id
      join ${register}_version v on v.home = c.home and v.id = c.id
      where v.effective_on <= (select day from asked)
      order by v.home, v.id, v.effective_on desc, v.version desc) r where not r.ended`
}

/** The one record that a body has of a register without key fields. */
export function oneRecordOf(register: string): string {
  return `select distinct on (r.home, r.body) r.* from (${recordsOf(register)}) r order by r.home, r.body, r.effective_on desc, r.version desc`
}

/** Joins an expression of at most one row per body. */
export function joinBody(name: string): string {
  return `left join ${name} on ${name}.home = b.home and ${name}.body = b.id`
}
