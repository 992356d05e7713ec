/** 登入名册 of an application: the roll and the first contribution in one act, all or nothing; rehearsed before it is taken. */
import { sql } from 'kysely'
import { entering, type Entering, type EnteringPreview } from '#contract/membership/joining.ts'
import type { CaseContent } from '#contract/membership/life.ts'
import { checkShareEvent, type ShareEvent } from '#core/membership/share-event.ts'
import { BARRED_KINDS, FIRST_KINDS, shareKind } from '#core/membership/share-kinds.ts'
import { fenOfWire, printYuan, wireOfFen } from '#core/values/money.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import type { Act as CaseAct, CaseServices } from './case-handlers.ts'
import { findCoverage } from './coverage-store.ts'
import { addToRoll, mayEnterSince, typedPart, voteFaults } from './enter-member.ts'
import { recordShare } from './record-share.ts'
import { askReason, look, type Looked } from './share-preview.ts'
import { findLedgerBody, openingDue, type LedgerBody } from './store.ts'

/** One act on one application; it reads what binds shares at the place. */
interface Act extends Omit<CaseAct, 'services'> {
  services: Pick<CaseServices, 'parametersAt'>
}

/** 登入名册: from the day of the decision at the earliest; what is brought stands in the ledger from then on. */
export async function enterJoining(act: Act): Promise<Record<string, unknown>> {
  const typed = await readEntering(act)
  const { id, looked } = await enterWhole(act, typed)
  if (looked) askReason(looked, typed.share?.note)
  const share = typed.share && (await keepShare(act, { typed, id }))
  return { entered: id, joinedOn: typed.joinedOn, ...(share && { share }) }
}

/** Does the whole act and takes it back: what is told is what will happen. */
export async function rehearseEntering(act: Act): Promise<EnteringPreview> {
  const typed = await readEntering(act)
  await sql`savepoint rehearsal`.execute(act.trx)
  const { id, looked } = await enterWhole(act, typed)
  if (typed.share) await keepShare(act, { typed, id })
  const [covered] = await findCoverage(act.trx, { day: act.today, body: act.of.body })
  const due = await openingDue(act.trx, await ledgerOf(act))
  await sql`rollback to savepoint rehearsal`.execute(act.trx)
  return {
    happens: [
      ...sentences(act.content, typed, covered),
      ...(typed.share && due.members > 0
        ? [
            `还有 ${due.members} 名成员的出资额只在名册上，没有登进“股金与持股”，下面的占比不准；请先登记期初出资`,
          ]
        : []),
    ],
    share: looked?.preview ?? null,
    worse: (looked?.worse ?? []).map(({ says, clause, remedy }) => ({ says, clause, remedy })),
  }
}

/** What was typed, or everything that stands against it. */
async function readEntering(act: Act): Promise<Entering> {
  const { trx, of, content, given, today } = act
  const typed = typedPart(entering, given.payload, '请填写入社日期；出资的写明方式和金额')
  const { joinedOn } = typed
  const may = await mayEnterSince(trx, { ...of, joinedOn, today }, content.kind ?? '农民')
  const event = shareOf(content, typed, '-')
  const checked = event && checkShareEvent(event, today)
  const problems: Problem[] = [
    ...(typed.joinedOn > today
      ? [refused('case-day-future', '入社日期不能晚于今天，请改日期', { field: 'joinedOn' })]
      : []),
    ...voteFaults(content, typed.joinedOn),
    ...(may.ok ? [] : may.problems),
    ...(event ? kindFaults(event.kind) : []),
    ...(checked && !checked.ok ? checked.problems : []),
  ]
  if (problems.length > 0) throw new Refusal(422, problems)
  return typed
}

function kindFaults(kind: string): Problem[] {
  if (kind in BARRED_KINDS || shareKind(kind) === undefined || FIRST_KINDS.some((one) => one.id === kind))
    return []
  const says = `入社时的出资不能是“${shareKind(kind)?.label}”，请选择货币或作价出资`
  return [refused('joining-share-kind', says, { field: 'kind' })]
}

/** The contribution as an event; the decision on joining is its approval. */
function shareOf(
  content: CaseContent,
  { share, joinedOn }: Entering,
  member: string,
): ShareEvent | undefined {
  if (share === undefined) return undefined
  const { kind, amount, project = '', on = joinedOn, basis } = share
  const decided = content.vote ?? content.board
  return {
    kind,
    member,
    amount: fenOfWire(amount),
    project: project === '' ? 0n : fenOfWire(project),
    on,
    basis,
    resolution: decided?.resolution,
    resolvedOn: decided?.heldOn,
  }
}

async function enterWhole(act: Act, typed: Entering): Promise<{ id: string; looked: Looked | undefined }> {
  const { content, trx, services, today } = act
  const id = await addToRoll(act, {
    person: content.person ?? '',
    kind: content.kind ?? '农民',
    joinedOn: typed.joinedOn,
    values: {
      idNumber: typed.idNumber ?? '',
      number: typed.number ?? '',
      village: content.village ?? '',
      phone: content.phone ?? '',
      ...(content.farm === '家庭农场' && { familyFarm: true }),
      ...(content.vulnerable !== undefined && { vulnerable: content.vulnerable }),
    },
  })
  const event = shareOf(content, typed, id)
  const looked = event && (await look(trx, await ledgerOf(act), { services, today, events: [event] }))
  return { id, looked }
}

async function keepShare(
  act: Act,
  of: { typed: Entering; id: string },
): Promise<CaseContent['share'] | undefined> {
  const event = shareOf(act.content, of.typed, of.id)
  if (event === undefined) return undefined
  const note = [act.item.code, of.typed.share?.note?.trim()].filter(Boolean).join('：')
  const kept = await recordShare(act.trx, await ledgerOf(act), {
    event,
    note,
    file: act.given.files?.[0],
    today: act.today,
  })
  return {
    id: take(kept).id,
    label: shareKind(event.kind)?.label ?? '',
    amount: wireOfFen(event.amount ?? 0n),
  }
}

async function ledgerOf({ trx, of }: Act): Promise<LedgerBody> {
  const found = await findLedgerBody(trx, of.body)
  if (!found) throw notFound('家合作社')
  return found
}

function sentences(
  content: CaseContent,
  { joinedOn, share, number, idNumber }: Entering,
  covered: { households: number; base: number | null } | undefined,
): string[] {
  const { person = '', kind = '农民', board, vote } = content
  const roll = [number && `编号 ${number}`, idNumber && '身份证号加密保存'].filter(Boolean).join('，')
  const amount = fenOfWire(share?.amount ?? '')
  const base = covered?.base
  return [
    `${person}（${kind}）自 ${joinedOn} 起是成员，写入成员名册${roll === '' ? '' : `（${roll}）`}`,
    share === undefined || amount === null
      ? '现在不登记出资；以后在“股金与持股”登记'
      : `登记${shareKind(share.kind)?.label ?? ''} ${printYuan(amount)} 元，依据 ${(vote ?? board)?.resolution ?? ''}；收款的凭证在账簿里另记`,
    ...(covered === undefined
      ? []
      : [
          base == null
            ? `入社后成员户 ${covered.households} 户（行政村总户数没有登记，算不出占比）`
            : `入社后成员户 ${covered.households} 户，行政村共 ${base} 户`,
        ]),
    ...(board && !vote ? ['按章程由理事会决定的，下一次成员（代表）大会要追认（社法第24条）'] : []),
  ]
}
