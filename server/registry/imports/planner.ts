/** Compares rows with what stands, in the order of the file. */
import type { Kysely } from 'kysely'
import type { Values } from '#core/kernel/field.ts'
import { decideRow, judgeRepeat } from '#core/registry/import-plan.ts'
import { classifyBody } from '#core/values/body-name.ts'
import { at, noted, refused, warned, type Problem } from '#core/values/problem.ts'
import { newId } from '#server/register/change.ts'
import type { Source, Version } from '#server/register/write.ts'
import { newBody, type BodyIndex } from './bodies.ts'
import type { Candidate } from './candidate.ts'
import type { PlannedRow, PlanRequest } from './plan.ts'
import type { Placement } from './place.ts'
import { homeOf, outsideOf } from './home.ts'
import { describe, isBodyRow, placeRequest, refsOf, withKind } from './row-words.ts'
import { Records } from './records.ts'
import { keyOfValues, type KnownBody, type RecordPast } from './standing.ts'

/** Fields by which a body is known, and the day on which it was founded. */
const IDENTITY = new Set([
  'name',
  'creditCode',
  'oldRegistrationNo',
  'bodyKind',
  'registeredOn',
  'formerNames',
])

interface Placed {
  body: KnownBody | null
  isNew: boolean
  placement: Placement | null
  problems: Problem[]
}

/** Goes through the rows of a file and knows what earlier ones made. */
export class Planner {
  readonly made: Version[] = []
  private readonly placed = new Map<number, Placed>()
  private readonly records: Records
  private readonly request: PlanRequest
  private readonly bodies: BodyIndex

  constructor(request: PlanRequest, bodies: BodyIndex) {
    this.request = request
    this.bodies = bodies
    this.records = new Records(request.keys)
  }

  /** Finds where a body of the roll lies and whether it stands already. */
  place(candidate: Candidate): void {
    const problems = [...candidate.problems, ...describe(candidate)]
    if (problems.some((one) => one.severity === 'refused')) {
      this.keep(candidate, { body: null, isNew: false, placement: null, problems })
      return
    }
    const placement = this.request.finder(placeRequest(candidate))
    const outside = outsideOf(this.request, placement.area)
    const found = this.bodies.findSame(candidate, placement.area)
    const body = found.body ?? newBody(candidate, homeOf(this.request, candidate, placement.area))
    if (outside) problems.push(outside)
    else this.bodies.add(body)
    problems.push(...found.problems)
    this.keep(candidate, {
      body: outside ? null : body,
      isNew: !found.body,
      placement,
      problems,
    })
  }

  /** Finds the body that a row of another sheet belongs to. */
  attach(candidate: Candidate): void {
    const problems = [...candidate.problems]
    const found = this.bodies.findSubject(candidate)
    problems.push(...found.problems)
    let { body } = found
    if (!body && found.problems.length === 0 && !problems.some((one) => one.severity === 'refused')) {
      body = this.request.createBodies ? this.make(candidate) : null
      if (!body)
        problems.push(
          refused(
            'body-unknown',
            `名录中没有“${candidate.subject.name ?? candidate.subject.code}”，请先导入名录，或核对名称和代码`,
          ),
        )
    }
    const outside = body && outsideOf(this.request, body.area)
    if (outside) problems.push(outside)
    this.keep(candidate, {
      body: outside ? null : body,
      isNew: false,
      placement: null,
      problems,
    })
  }

  /** Finds the village, township or county that a row of a register of areas is about, by the row's own columns. */
  lay(candidate: Candidate): void {
    const problems = [...candidate.problems]
    const placement = this.request.finder(placeRequest(candidate))
    const { home, area } = homeOf(this.request, candidate, placement.area)
    const { township, village } = candidate.place
    const named = `${township}${village}`
    if (placement.question !== null && named !== '')
      problems.push(refused('row-area', `本县没有“${named}”，请按区划名称填写所在乡镇和村`))
    const outside = outsideOf(this.request, area)
    if (outside) problems.push(outside)
    const subject = {
      home,
      id: area,
      area,
      name: named,
      nameKey: '',
      creditCode: null,
      oldRegistrationNo: null,
    }
    this.keep(candidate, {
      body: outside ? null : subject,
      isNew: false,
      placement: null,
      problems,
    })
  }

  private keep(candidate: Candidate, placed: Placed): void {
    this.placed.set(candidate.number, placed)
    if (placed.body) this.records.expect(placed.body.id)
  }

  private make(candidate: Candidate): KnownBody {
    const { asOf } = this.request
    const placement = this.request.finder(placeRequest(candidate))
    const body = newBody(candidate, homeOf(this.request, candidate, placement.area))
    this.bodies.add(body)
    const values: Values = {
      name: body.name,
      creditCode: body.creditCode,
      oldRegistrationNo: body.oldRegistrationNo,
    }
    values['bodyKind'] = classifyBody({ name: body.name, code: body.creditCode }).kind
    const source = this.sourceOf(candidate)
    this.made.push({
      home: body.home,
      id: body.id,
      area: body.area,
      version: 1,
      effectiveOn: asOf,
      values,
      source,
    })
    return body
  }

  /** Loads the past of every record that these rows can touch. */
  async load(trx: Kysely<unknown>, candidates: readonly Candidate[]): Promise<void> {
    for (const register of new Set(candidates.map((one) => one.register))) {
      const bodies = new Set<string>()
      for (const one of candidates) {
        const placed = this.placed.get(one.number)
        if (one.register === register && placed?.body && !placed.isNew) bodies.add(placed.body.id)
      }
      await this.records.load(trx, register, bodies)
    }
  }

  /** What becomes of the row. Later rows of the file see what earlier ones made. */
  decide(candidate: Candidate): PlannedRow {
    const placed = this.placed.get(candidate.number)
    this.placed.delete(candidate.number) // looked at once, and not kept beside what becomes of the row
    const planned = this.decidePlaced(candidate, placed)
    if (placed?.body) this.records.passed(placed.body.id)
    return planned
  }

  private decidePlaced(candidate: Candidate, placed: Placed | undefined): PlannedRow {
    const problems = [...(placed?.problems ?? candidate.problems)]
    const base = {
      candidate,
      body: placed?.body ?? null,
      changes: [],
      version: null,
      placement: placed?.placement ?? null,
    }
    const { body } = base
    if (!body || problems.some((one) => one.severity === 'refused'))
      return { ...base, outcome: 'refused', problems: this.at(candidate, problems) }
    const values = isBodyRow(candidate)
      ? this.withoutOldNames(candidate, { body, problems })
      : this.withRefs(candidate, problems)
    const key = keyOfValues(candidate.register, { body: body.id, values, keys: this.request.keys })
    const past = this.records.past(candidate.register, {
      body: body.id,
      key,
      newId: () => (isBodyRow(candidate) ? body.id : newId()),
    })
    const day = this.effectiveOn(candidate, past)
    const earlier = this.records.earlier(body.id, `${key}/${isBodyRow(candidate) ? '' : day}`, candidate)
    if (earlier) problems.push(judgeRepeat(candidate.register, candidate, earlier))
    const area = this.areaFor(body, { placement: base.placement, isNew: placed?.isNew ?? false }, problems)
    const decision = decideRow(candidate.register, { values, problems }, past.on(day))
    const moved = isBodyRow(candidate) && past.version > 0 && area !== body.area
    const writes =
      decision.outcome !== 'refused' && (decision.changes.length > 0 || past.version === 0 || moved)
    const outcome = decision.outcome === 'unchanged' && moved ? 'changed' : decision.outcome
    const version = writes
      ? this.versionOf({ candidate, body, area, past, day, values: decision.values })
      : null
    if (version) past.add({ effectiveOn: day, values: decision.values, row: null })
    // What belongs to a body lies where the body lies: later rows see where this one laid it.
    if (version && isBodyRow(candidate)) body.area = area
    return {
      ...base,
      body: { ...body, area },
      outcome,
      changes: past.version > 1 ? decision.changes : [],
      problems: this.at(candidate, [...problems, ...decision.clashes]),
      version,
    }
  }

  /** A row under the name or code of a record that was merged keeps what was decided about them. */
  private withoutOldNames(candidate: Candidate, of: { body: KnownBody; problems: Problem[] }): Values {
    const values = withKind(candidate)
    if (!this.bodies.meansMerged(candidate, of.body)) return values
    of.problems.push(noted('body-merged', `表中写的已并入“${of.body.name}”，按这一家收下，名称和代码不改`))
    return Object.fromEntries(Object.entries(values).filter(([field]) => !IDENTITY.has(field)))
  }

  /** Other bodies that the row names, by their ids; one that is not in the roll leaves the cell unknown. */
  private withRefs(candidate: Candidate, problems: Problem[]): Values {
    const values = { ...candidate.values }
    for (const [field, text] of refsOf(candidate)) {
      const { body } = this.bodies.findSubject({
        subject: { name: text, code: text, oldRegistrationNo: null, id: null },
      })
      values[field] = body?.id ?? null
      if (!body)
        problems.push({
          ...warned('ref-unknown', `名录中没有“${text}”，该项按未知处理；请先导入名录或核对名称`),
          place: { field },
        })
    }
    return values
  }

  private versionOf(of: {
    candidate: Candidate
    body: KnownBody
    area: string
    past: RecordPast
    day: string
    values: Values
  }): Version {
    const { candidate, body, past, day } = of
    return {
      home: body.home,
      id: past.id,
      ...(candidate.register.belongsTo === 'body' && { body: body.id }),
      area: of.area,
      version: past.version + 1,
      effectiveOn: day,
      values: of.values,
      closed: past.secretsOn(day, candidate.values),
      source: this.sourceOf(candidate),
    }
  }

  /** A place found once is kept while the address says the same; a better one replaces what was only half known. */
  private areaFor(
    body: KnownBody,
    { placement, isNew }: Pick<Placed, 'placement' | 'isNew'>,
    problems: Problem[],
  ): string {
    if (!placement) return body.area
    problems.push(...placement.remarks)
    if (!placement.question) return placement.area
    if (body.area.length >= 9 && !isNew) return body.area
    problems.push({ code: 'address-asked', severity: 'warned', says: placement.question.question })
    return placement.area.length > body.area.length ? placement.area : body.area
  }

  private effectiveOn(candidate: Candidate, past: RecordPast): string {
    const { asOf } = this.request
    const own = candidate.register.effective ? candidate.values[candidate.register.effective] : null
    if (!isBodyRow(candidate)) return typeof own === 'string' ? own : asOf
    if (past.version === 0) return typeof own === 'string' && own < asOf ? own : asOf
    return past.latest() > asOf ? past.latest() : asOf
  }

  private sourceOf(candidate: Candidate): Source {
    return { ...this.request.source, sheet: candidate.sheet, row: candidate.row, columns: candidate.letters }
  }

  private at(candidate: Candidate, problems: readonly Problem[]): Problem[] {
    return problems.map((one) =>
      at(one, { file: this.request.source.file ?? '', sheet: candidate.sheet, row: candidate.row }),
    )
  }
}
