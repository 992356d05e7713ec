/** Takes returned files: read, recognised, kept, settled; and written when a person confirms. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { ReturnBatch } from '#contract/registry.ts'
import type { Register } from '#core/kernel/register.ts'
import { at, noted, refused, type Problem } from '#core/values/problem.ts'
import { keepFile } from '#server/files/content.ts'
import { findBodies } from '../imports/standing.ts'
import { sha256, writePlan } from '../imports/write.ts'
import { resultsOf, type RowResult } from './outcomes.ts'
import { presentBatch } from './present.ts'
import { readReturned, type ReturnedFile, type ReturnedRow } from './read-file.ts'
import {
  findSame,
  keepOutcomes,
  keepReturn,
  keepSummary,
  openReturn,
  type BatchFile,
  type BatchRow,
  type OpenReturn,
} from './returns.ts'
import { unpacked, type DroppedFile } from './unpack.ts'
import { askable, type HandoutServices } from './services.ts'
import { settle, type Bounds } from './settle.ts'
import { findHandouts, findLines, seesForm, wireOf, type HandoutHead, type IssuedLine } from './store.ts'

/** A file is kept as proof up to this size; beyond it only what was read. */
const KEPT_MAX = 20_971_520

export interface Drop {
  files: readonly DroppedFile[]
  home: string
  area: string
  /** What the receiver may see; files of other townships are refused. Null for single bodies. */
  within: string | null
  sender: string | null
  receiver: string
}

/** Reads and keeps all files of a drop; gives the id of the batch. All files of one open batch again are that batch. */
export async function takeFiles(
  trx: Kysely<unknown>,
  services: HandoutServices,
  drop: Drop,
): Promise<string> {
  const dropped = unpacked(drop.files)
  const contents = dropped.map((file) => sha256(file.bytes))
  const earlier = await findSame(trx, contents)
  const again = earlier.find(
    (one) =>
      one.state === 'preview' &&
      contents.every((content) =>
        earlier.some((other) => other.return === one.return && other.sha256.equals(content)),
      ) &&
      one.files <= contents.length,
  )
  if (again) return again.return
  const reader = new DropReader(trx, services, drop)
  const files: BatchFile[] = []
  const rows: BatchRow[] = []
  for (const [number, file] of dropped.entries()) {
    const content = contents[number]!
    const twin = files.find((one) => one.sha256.equals(content))
    const read = twin ? SAME(twin) : await reader.read(file)
    const before = earlier.find((one) => one.sha256.equals(content))
    const problems = [...read.problems, ...(before && !twin ? [returnedBefore(before)] : [])]
    const kept = twin ? null : await keep(trx, services, { drop, file })
    const place = {
      number,
      name: file.name,
      sha256: content,
      file: kept,
      handout: read.handout,
      area: read.area,
    }
    files.push({ ...place, problems: problems.map((one) => at(one, { file: file.name })) })
    for (const row of read.rows) rows.push({ ...row, number: rows.length, file: number })
  }
  const head = {
    home: drop.home,
    id: randomUUID(),
    area: drop.area,
    state: 'preview' as const,
    sender: drop.sender,
    receiver: drop.receiver,
  }
  await keepReturn(trx, { head, files, rows })
  return head.id
}

const SAME = (twin: BatchFile): ReturnedFile => ({
  handout: twin.handout,
  area: twin.area,
  rows: [],
  problems: [noted('file-twice', `与“${twin.name}”内容完全相同，只取一次`)],
})

function returnedBefore(before: { name: string; at: Date }): Problem {
  return noted('file-returned-before', `这个文件以前收过（当时叫“${before.name}”），再收一次不会重复写入`)
}

async function keep(
  trx: Kysely<unknown>,
  services: HandoutServices,
  of: { drop: Drop; file: DroppedFile },
): Promise<string | null> {
  const { home, area } = of.drop
  const { name, bytes } = of.file
  if (bytes.byteLength === 0 || bytes.byteLength > KEPT_MAX) return null
  return keepFile(
    trx,
    { home, area, body: null, name, type: 'application/octet-stream', bytes },
    services.keys,
  )
}

/** Reads the files of one drop and recognises whose they are. */
class DropReader {
  private readonly trx: Kysely<unknown>
  private readonly registers: readonly Register[]
  private readonly drop: Drop
  private readonly lines = new Map<string, IssuedLine>()
  /** Content of a file → its name: the same file saved in another format. */
  private readonly seen = new Map<string, string>()

  constructor(trx: Kysely<unknown>, services: HandoutServices, drop: Drop) {
    this.trx = trx
    this.registers = askable(services)
    this.drop = drop
  }

  async read(file: DroppedFile): Promise<ReturnedFile> {
    const registersOf = async (keys: readonly string[]): Promise<Map<string, Register>> => {
      for (const line of await findLines(this.trx, { keys, bodies: [], registers: this.registers }))
        this.lines.set(line.key, line)
      return new Map(
        keys.flatMap((key) => (this.lines.has(key) ? [[key, this.lines.get(key)!.register]] : [])),
      )
    }
    const read = await readReturned(file, { registers: this.registers, registersOf })
    const named = { ...read, ...(await this.recognise(read)) }
    if (await this.isElsewhere(named))
      return {
        ...named,
        rows: [],
        problems: [refused('outside-area', '这是别的乡镇的填报表，不在您的辖区内，没有读取')],
      }
    return this.withoutTwin(named, file.name)
  }

  /** By what travels with the file, else by the keys of its rows: the form and the township of most of them. */
  private async recognise(read: ReturnedFile): Promise<Pick<ReturnedFile, 'handout' | 'area' | 'problems'>> {
    const keyed = read.rows.flatMap(({ key }) => this.lines.get(key ?? '') ?? [])
    if (keyed.length === 0) keyed.push(...(await this.linesByCode(read)))
    const known = read.handout === null ? undefined : (await findHandouts(this.trx, read.handout))[0]
    const handout = known?.id ?? mostOf(keyed.map((line) => line.handout))
    const own = keyed.filter((line) => line.handout === handout)
    const area = mostOf(own.map((line) => line.area)) ?? (known ? read.area : null)
    const head = known ?? (handout === null ? undefined : (await findHandouts(this.trx, handout))[0])
    return { handout, area, problems: [...read.problems, ...(head ? await this.versionProblems(head) : [])] }
  }

  /** The newest lines of the bodies whose codes stand in the file. */
  private async linesByCode({ rows }: ReturnedFile): Promise<IssuedLine[]> {
    const codes = rows.flatMap((row) => row.code ?? [])
    const bodies = await findBodies(this.trx, { codes, oldNumbers: [], nameKeys: [], ids: [] })
    const lines = await findLines(this.trx, {
      keys: [],
      bodies: bodies.map((one) => one.id),
      registers: this.registers,
    })
    const asked = new Set(rows.map((row) => row.register))
    const newest = new Map<string, IssuedLine>()
    for (const line of lines)
      if (asked.has(line.register) && !newest.has(line.body)) newest.set(line.body, line)
    return [...newest.values()]
  }

  private async versionProblems(head: HandoutHead): Promise<Problem[]> {
    const same = (await findHandouts(this.trx)).filter(
      (one) => one.title === head.title && one.home === head.home,
    )
    const newest = Math.max(head.formVersion, ...same.map((one) => one.formVersion))
    if (newest === head.formVersion) return []
    return [
      noted(
        'form-old',
        `这是第 ${head.formVersion} 版表，现在发的是第 ${newest} 版；填了的照收，第 ${newest} 版新问的栏目还要补`,
      ),
    ]
  }

  private async isElsewhere({ area, handout }: Pick<ReturnedFile, 'area' | 'handout'>): Promise<boolean> {
    const { within } = this.drop
    if (within === null || area === null || area.startsWith(within) || within.startsWith(area)) return false
    return handout === null || !(await seesForm(this.trx, { handout, area }))
  }

  private withoutTwin(read: ReturnedFile, name: string): ReturnedFile {
    const content = read.rows.map(contentOf).toSorted().join('\n')
    const twin = this.seen.get(content)
    if (content === '' || twin === undefined) {
      this.seen.set(content, name)
      return read
    }
    return {
      ...read,
      rows: [],
      problems: [noted('file-twice', `与“${twin}”填的内容完全相同（换了格式或顺序），只取一次`)],
    }
  }
}

function contentOf({ register, key, code, name, values }: ReturnedRow): string {
  const told = Object.entries(wireOf(register, values)).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([register.id, key, code, name, told])
}

function mostOf(words: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? null
}

/** Settles an open batch anew and keeps what the page shows of it. */
export async function refresh(
  trx: Kysely<unknown>,
  services: HandoutServices,
  of: { batch: OpenReturn; bounds: Bounds },
): Promise<ReturnBatch> {
  const settled = await settle(trx, services, of)
  const results = resultsOf(settled, of.batch)
  const shown = await presentBatch(trx, { batch: of.batch, settled, results, state: of.batch.head.state })
  await keepSummary(trx, of.batch.head, shown)
  return shown.summary
}

/**
 * Writes the good rows and the conflicts that were decided, through the door of imports, in the caller's transaction.
 * While conflicts are left the batch stays open and can be confirmed again: what is written by then changes nothing.
 */
export async function confirm(
  trx: Kysely<unknown>,
  services: HandoutServices,
  of: { batch: OpenReturn; bounds: Bounds },
): Promise<ReturnBatch> {
  const { batch } = of
  const settled = await settle(trx, services, of)
  const results = resultsOf(settled, batch)
  const bodies = await writePlan(trx, settled.plan, services)
  await services.onChange(trx, bodies)
  await keepOutcomes(trx, batch.head, { rows: results.map(takenRow), at: services.clock.now() })
  const shown = await presentBatch(trx, { batch, settled, results, state: 'done' })
  if (shown.summary.conflicts.some((one) => one.chosen === null)) return refresh(trx, services, of)
  await keepSummary(trx, batch.head, shown)
  return shown.summary
}

function takenRow({ row, line, handout, area, outcome, answered }: RowResult) {
  return { number: row.number, rowKey: line?.key ?? null, handout, area, outcome, answered }
}

/** The batch as it would be settled now, for its sheet of errors. */
export async function resultsNow(
  trx: Kysely<unknown>,
  services: HandoutServices,
  of: { batch: OpenReturn; bounds: Bounds },
): Promise<RowResult[]> {
  return resultsOf(await settle(trx, services, of), of.batch)
}

/** Opens a batch for reading or deciding. */
export function openBatch(
  trx: Kysely<unknown>,
  services: HandoutServices,
  id: string,
): Promise<OpenReturn | undefined> {
  return openReturn(trx, id, askable(services))
}
