/** Which body a row means: one that stands, one that an earlier row of the file named, or a new one. */
import { bodyNameKey } from '#core/values/body-name.ts'
import { refused, warned, type Problem } from '#core/values/problem.ts'
import { newId } from '#server/register/change.ts'
import type { Candidate } from './candidate.ts'
import type { KnownBody, MergedBody } from './standing.ts'

export interface Found {
  body: KnownBody | null
  problems: Problem[]
}

/** All bodies that a file can mean, by every way in which it can name them. */
export class BodyIndex {
  private readonly byId = new Map<string, KnownBody>()
  private readonly byCode = new Map<string, KnownBody>()
  private readonly byOldNumber = new Map<string, KnownBody>()
  private readonly byName = new Map<string, KnownBody[]>()
  private readonly byMerged = new Map<string, string>()

  constructor(known: readonly KnownBody[], merged: readonly MergedBody[] = []) {
    for (const one of merged) this.addMerged(one)
    for (const body of known) this.add(body)
  }

  /** Whether the row names the body by what a merged record of it was called: that is decided and not written again. */
  meansMerged({ subject }: Pick<Candidate, 'subject'>, body: KnownBody): boolean {
    const words = [
      subject.code,
      subject.oldRegistrationNo,
      subject.name === null ? null : bodyNameKey(subject.name),
    ]
    return words.some((word) => word !== null && this.byMerged.get(word) === body.id)
  }

  private addMerged({ id, nameKey, creditCode, oldRegistrationNo, into }: MergedBody): void {
    this.byId.set(id, into)
    this.byName.set(nameKey, [into])
    if (creditCode) this.byCode.set(creditCode, into)
    if (oldRegistrationNo) this.byOldNumber.set(oldRegistrationNo, into)
    for (const word of [nameKey, creditCode, oldRegistrationNo])
      if (word && ![into.nameKey, into.creditCode, into.oldRegistrationNo].includes(word))
        this.byMerged.set(word, into.id)
  }

  add(body: KnownBody): void {
    this.byId.set(body.id, body)
    if (body.creditCode) this.byCode.set(body.creditCode, body)
    if (body.oldRegistrationNo) this.byOldNumber.set(body.oldRegistrationNo, body)
    this.byName.set(body.nameKey, [
      ...(this.byName.get(body.nameKey) ?? []).filter((one) => one.id !== body.id),
      body,
    ])
  }

  /** The body of a row of a sheet about bodies: it has to stand already, and one only. */
  findSubject({ subject }: Pick<Candidate, 'subject'>): Found {
    const sure = this.byKey(subject)
    if (sure) return { body: sure, problems: differingName(sure, subject.name) }
    const named = this.named(subject.name).filter((one) => !contradicts(one, subject))
    if (named.length === 1) return { body: named[0]!, problems: [] }
    if (named.length > 1)
      return {
        body: null,
        problems: [
          refused(
            'body-ambiguous',
            `有 ${named.length} 家主体都叫“${subject.name}”，请补填统一社会信用代码以便区分`,
          ),
        ],
      }
    return { body: null, problems: [] }
  }

  /** The body of a row of the body register itself; none means that it is new. */
  findSame(candidate: Pick<Candidate, 'subject'>, area: string): Found {
    const { subject } = candidate
    const sure = this.byKey(subject)
    if (sure) return { body: sure, problems: [] }
    const named = this.named(subject.name)
    const same = named.filter((one) => !contradicts(one, subject) && samePlace(one.area, area))
    if (same.length === 1) return { body: same[0]!, problems: [] }
    if (named.length === 0) return { body: null, problems: [] }
    const codes = named.map((one) => one.creditCode ?? '无代码').join('、')
    return {
      body: null,
      problems: [
        warned('same-name', `已有同名主体（${codes}），按另一家收下；请核对是否同一家，如是请在档案中合并`),
      ],
    }
  }

  private byKey(subject: Candidate['subject']): KnownBody | undefined {
    if (subject.id) return this.byId.get(subject.id)
    if (subject.code && this.byCode.has(subject.code)) return this.byCode.get(subject.code)
    return subject.oldRegistrationNo ? this.byOldNumber.get(subject.oldRegistrationNo) : undefined
  }

  private named(name: string | null): KnownBody[] {
    return name === null ? [] : (this.byName.get(bodyNameKey(name)) ?? [])
  }
}

/** A body that the row makes. */
export function newBody(
  candidate: Pick<Candidate, 'subject'>,
  at: { home: string; area: string },
): KnownBody {
  const { name, code, oldRegistrationNo } = candidate.subject
  const shown = name ?? code ?? ''
  return { ...at, id: newId(), name: shown, nameKey: bodyNameKey(shown), creditCode: code, oldRegistrationNo }
}

function contradicts(body: KnownBody, subject: Candidate['subject']): boolean {
  return (
    body.creditCode !== null &&
    subject.code !== null &&
    subject.code !== subject.name &&
    body.creditCode !== subject.code
  )
}

/** The same as far as both are known: one lies in the other. */
function samePlace(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one) || one === '00' || other === '00'
}

function differingName(body: KnownBody, name: string | null): Problem[] {
  if (name === null || bodyNameKey(name) === body.nameKey) return []
  return [warned('name-differs', `代码对应的是“${body.name}”，表中写的是“${name}”；已按代码归入，请核对`)]
}
