/** Opening a case of a member: what the law makes of the days, said before and kept when it is opened. */
import type { z } from 'zod'
import type { CaseContent, openCase } from '#contract/membership/life.ts'
import { CHANGES, type Change } from '#core/membership/changes.ts'
import { endOfMembership, lastNoticeDay, noticeOf } from '#core/membership/leaving.ts'
import { memberChange, memberDeath, memberJoining, memberLeaving } from '#core/membership/member-cases.ts'
import { memberResettlement } from '#core/membership/resettlement-case.ts'
import { ofMembership } from '#core/membership/resettlement.ts'
import { fenOfWire, printYuan } from '#core/values/money.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { ItemProcedure } from '#core/kernel/item-procedure.ts'
import { notFound, take } from '#server/http/refusal.ts'
import type { Acting } from '#server/procedure/act.ts'
import { finalsOf } from '#server/procedure/routes.ts'
import { openItems } from '#server/procedure/store.ts'
import type { CaseServices } from './case-handlers.ts'
import { findLifeMember, runningCase, standingOf, type CaseBody, type LifeMember } from './life-store.ts'
import { settlementsOf } from './settlement-store.ts'
import { changeRoll, endMembership } from './write-life.ts'

type Opened = z.output<typeof openCase>
type Of<P extends Opened['procedure']> = Extract<Opened, { procedure: P }>

export interface Planned {
  of: ItemProcedure
  title: string
  content: CaseContent
  /** What will happen, in sentences. */
  happens: string[]
  member: LifeMember | null
}

/** The case as it would be opened. Errors: everything that stands against it. */
export async function planCase(acting: Acting, body: CaseBody, asked: Opened): Promise<Outcome<Planned>> {
  if (asked.procedure === 'member_joining') return planJoining(asked, body, acting.today)
  const member = await findLifeMember(acting.trx, asked.member)
  if (!member || member.body !== body.body) throw notFound('名成员')
  if (asked.procedure === 'member_resettlement') return planResettlement(acting, asked, member)
  const problems = await standAgainst(acting, member, asked)
  if (problems.length > 0) return { ok: false, problems }
  if (asked.procedure === 'member_leaving') return planLeaving(asked, member, acting.today)
  return asked.procedure === 'member_death' ? planDeath(acting, asked, member) : planChange(asked, member)
}

/** The body is merged into another or struck from the register. */
export const NO_MEMBERS = refused(
  'joining-body-ended',
  '这家合作社已经并入别的主体，或者已经注销、吊销，不再吸收成员；并过去的请到保留的那一家办，登记状态有误的先更正名录',
)

function planJoining(asked: Of<'member_joining'>, body: CaseBody, today: string): Outcome<Planned> {
  const problems: Problem[] = []
  if (!body.takesMembers) problems.push(NO_MEMBERS)
  if (asked.appliedOn > today)
    problems.push(refused('case-day-future', '申请日期不能晚于今天，请改日期', { field: 'appliedOn' }))
  const written = asked.channel === undefined || asked.channel === 'paper'
  if (written && !asked.files?.length)
    problems.push(
      refused(
        'joining-photo',
        '书面申请请拍照上传本人签字的申请书（社法第24条要求书面）；还没有签字的，提交方式选“电话”',
        { field: 'files' },
      ),
    )
  if (problems.length > 0) return { ok: false, problems }
  const { procedure: _procedure, ...content } = asked
  return done({
    of: memberJoining,
    title: `${asked.person} 入社`,
    content,
    member: null,
    happens: [
      ...(!written ? ['电话、网上申请先由村里核实，补上本人签字的书面申请，才能受理（社法第24条）'] : []),
      `${asked.person}（${asked.kind}）的书面申请由理事长或理事会受理，再由成员（代表）大会表决（社法第24条）`,
      '表决通过并登入名册之日起才是成员；登入名册时一并登记第一笔出资、打印入口码',
    ],
  })
}

async function standAgainst(
  { trx }: Acting,
  member: LifeMember,
  asked: Of<'member_leaving' | 'member_death' | 'member_change'>,
): Promise<Problem[]> {
  const of = [memberLeaving, memberDeath, memberChange].find((one) => one.id === asked.procedure)!
  const problems: Problem[] = []
  if (member.ended_on !== null)
    problems.push(
      refused('member-ended', `${member.name} 的成员资格已于 ${member.ended_on} 终止，不能再办`, {
        field: 'member',
      }),
    )
  else if (member.left_on !== null && asked.procedure !== 'member_change')
    problems.push(
      refused('member-ended', `名册上 ${member.name} 已于 ${member.left_on} 退社；有误的先在名册里更正`, {
        field: 'member',
      }),
    )
  if (member.unopened !== null && asked.procedure !== 'member_change')
    problems.push(
      refused(
        'share-unopened',
        `${member.name} 的出资额 ${printYuan(member.unopened)} 元还只在名册上，请先在“股金与持股”登记期初出资，再来办理`,
      ),
    )
  const running = await runningCase(trx, {
    home: member.home,
    member: member.id,
    procedure: of.id,
    finals: finalsOf(of),
  })
  if (running !== null && asked.procedure !== 'member_change')
    problems.push(
      refused('case-running', `${member.name} 已有正在办理的${of.label}（${running}），请在那里接着办`),
    )
  return problems
}

function planLeaving(asked: Of<'member_leaving'>, member: LifeMember, today: string): Outcome<Planned> {
  const problems: Problem[] = []
  const law = noticeOf({ kind: member.kind, federation: member.federation })
  const months = asked.months ?? law.months
  if (asked.noticedOn > today)
    problems.push(refused('case-day-future', '提出日期不能晚于今天，请改日期', { field: 'noticedOn' }))
  if (!member.registered)
    problems.push(
      refused('dissolving', '本社已有解散事由或已注销、吊销，不能办理退社（社法第51条），请按清算办理'),
    )
  if (months !== law.months && member.federation)
    problems.push(
      refused('notice-fixed', '联合社的退社期限由法律规定为 6 个月（社法第62条），章程不能另定', {
        field: 'months',
      }),
    )
  if (months !== law.months && !asked.charter)
    problems.push(
      refused(
        'notice-charter',
        `法定期限是 ${law.months} 个月（${law.clause}），章程另有规定的请写明章程条款`,
        {
          field: 'charter',
        },
      ),
    )
  if (problems.length > 0) return { ok: false, problems }
  const { procedure: _procedure, charter, ...content } = asked
  const endsOn =
    asked.way === 'left' ? endOfMembership(asked.noticedOn, months) : `${asked.noticedOn.slice(0, 4)}-12-31`
  const year = Number(asked.noticedOn.slice(0, 4))
  const clause = charter || law.clause
  return done({
    of: memberLeaving,
    title: `${member.name} ${asked.way === 'left' ? '退社' : '除名'}`,
    member,
    content: { ...content, memberName: member.name, months, clause, endsOn, ...(charter && { charter }) },
    happens: [
      asked.way === 'left'
        ? `本年应在 ${lastNoticeDay(year, months)} 前书面提出（${clause}，提前 ${months} 个月）；${asked.noticedOn} 提出，资格到 ${endsOn} 终止`
        : `先听取本人陈述，再由成员（代表）大会表决；通过的，资格到会议当年的 12 月 31 日终止（社法第26条）`,
      '终止前照常交易、表决、分配；本年度的可分配盈余照分（社法第28条）',
      '终止后退还出资额和公积金份额，减去分摊的亏损；补助、捐赠量化的份额不退',
    ],
  })
}

async function planDeath(
  { trx, today }: Acting,
  asked: Of<'member_death'>,
  member: LifeMember,
): Promise<Outcome<Planned>> {
  if (asked.diedOn > today)
    return failed(refused('case-day-future', '亡故日期不能晚于今天，请改日期', { field: 'diedOn' }))
  const { diedOn, reportedBy } = asked
  const standing = await standingOf(trx, {
    home: member.home,
    body: member.body,
    member: member.id,
    day: diedOn,
  })
  return done({
    of: memberDeath,
    title: `${member.name} 亡故与继承`,
    member,
    content: { member: member.id, memberName: member.name, diedOn, reportedBy },
    happens: [
      `自 ${diedOn} 起份额冻结：此后不能再以其名义登记交易、增减股金`,
      `当日持有股金 ${printYuan(standing.contribution)} 元、公积金份额 ${printYuan(standing.reserve)} 元，尚未领取的盈余 ${printYuan(standing.unpaidSurplus)} 元，都记着不付，等继承手续办妥`,
      '继承人愿意入社的，按章程表决后承受份额；不入社的，退还出资额和公积金份额',
    ],
  })
}

/** Errors: resettle-first, resettle-year, case-running, case-day-future. */
async function planResettlement(
  { trx, today }: Acting,
  asked: Of<'member_resettlement'>,
  member: LifeMember,
): Promise<Outcome<Planned>> {
  const of = { home: member.home, body: member.body, member: member.id }
  const first = (await settlementsOf(trx, of)).find((one) => one.state === 'repaid')
  if (first === undefined || member.ended_on === null)
    return failed(
      refused(
        'resettle-first',
        `${member.name} 还没有结算并退款，不能补充清算；请先在“退社与除名”或“亡故与继承”里办完`,
        { field: 'member' },
      ),
    )
  const problems: Problem[] = []
  const late = ofMembership(asked.year, member.ended_on)
  if (late) problems.push(late)
  if (asked.resolvedOn > today)
    problems.push(refused('case-day-future', '决议日期不能晚于今天，请改日期', { field: 'resolvedOn' }))
  const finals = finalsOf(memberResettlement)
  const running = await runningCase(trx, { ...of, procedure: memberResettlement.id, finals })
  if (running !== null)
    problems.push(
      refused('case-running', `${member.name} 已有正在办理的补充清算（${running}），请在那里接着办`),
    )
  if (problems.length > 0) return { ok: false, problems }
  const { procedure: _procedure, ...content } = asked
  return done({
    of: memberResettlement,
    title: `${member.name} 补充清算`,
    member,
    content: {
      ...content,
      memberName: member.name,
      first: first.id,
      firstCode: first.code,
      firstProcedure: first.procedure,
    },
    happens: [
      `原结算 ${first.code} 不动：${first.paid_on ?? ''} 已退 ${first.settlement?.total ?? ''} 元；这次只算补退和补收的`,
      `资格 ${member.ended_on} 终止，${asked.year} 年的亏损、债务由其按章程分摊，连同以前分摊的最多到出资额加公积金份额为止（社法第6、28条）`,
      '原结算以后才进账户的公积金份额（如终止当年的方案后来入账）一并补退；尚未领取的盈余仍按兑付清单支付',
    ],
  })
}

function planChange(asked: Of<'member_change'>, member: LifeMember): Outcome<Planned> {
  const { procedure: _procedure, ...content } = asked
  const change: Change = CHANGES[asked.what]
  const problems = change.asks.flatMap((field) =>
    (content[field] ?? '').trim() === ''
      ? [refused('case-incomplete', `请填写“${change.words[field] ?? field}”`, { field })]
      : [],
  )
  if (content.amount && fenOfWire(content.amount) === null)
    problems.push(refused('case-amount', '分出的股金应是最多两位小数的金额', { field: 'amount' }))
  if (problems.length > 0) return { ok: false, problems }
  return done({
    of: memberChange,
    title: `${member.name} ${change.label}`,
    member,
    content: { ...content, memberName: member.name },
    happens: [change.happens, `自 ${asked.from} 起算；以前的登记和已经付过的钱不变`],
  })
}

/** Opens the case; a death freezes at once. Gives its id. */
export async function openMemberCase(
  acting: Acting,
  body: CaseBody,
  of: { planned: Planned; keys: CaseServices['keys'] },
): Promise<string> {
  const { trx, today } = acting
  const { planned, keys } = of
  const { home, area } = body
  const whose = { home, body: body.body, area, member: planned.member?.id ?? '' }
  const { diedOn } = planned.content
  const end =
    diedOn === undefined ? undefined : take(await endMembership(trx, whose, { kind: 'died', day: diedOn }))
  if (diedOn !== undefined)
    take(await changeRoll(trx, whose, { values: { leftOn: diedOn }, on: diedOn, today, keys }))
  const [id = ''] = await openItems(trx, planned.of, {
    items: [
      {
        home,
        area,
        body: body.body,
        title: planned.title,
        payload: { ...planned.content, ...(end && { end }) },
      },
    ],
    day: today,
  })
  return id
}
