/** What a meeting's plan, list of attendance and votes are held against. */
import type { z } from 'zod'
import {
  type Attendance,
  attendance,
  itemBallot,
  type MeetingContent,
  meetingCall,
  type MeetingPlan,
  meetingPlan,
} from '#contract/governance/meetings.ts'
import { judgeItems } from '#core/governance/agenda.ts'
import {
  cameTo,
  countAttendance,
  delegatesFaults,
  extrasFaults,
  federationFaults,
  sumOfExtras,
  votesAt,
} from '#core/governance/assembly.ts'
import type { CharterTerms } from '#core/governance/charter.ts'
import { addDays, daysBetween } from '#core/values/day.ts'
import { judgeMeeting, type MeetingFault } from '#core/governance/meeting.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'

/** Throws all of them at once. */
function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(422, [...problems])
}

/** What was typed, or every fault of it. Errors: meeting-incomplete. */
function read<S extends z.ZodType>(schema: S, typed: unknown): z.output<S> {
  const found = schema.safeParse(typed)
  if (found.success) return found.data
  const says = new Set(found.error.issues.map((issue) => issue.message))
  throw new Refusal(
    422,
    [...says].map((one) => refused('meeting-incomplete', one)),
  )
}

const asProblem = (one: MeetingFault): Problem =>
  refused(`meeting-${one.code}`, `${one.says}（${one.clause}）。${one.remedy}`)

export interface Standing {
  federation: boolean
  /** How many members the body has on the day. */
  members: number
}

/** The plan of a meeting as it was typed. Errors: meeting-incomplete. */
export const readPlan = (typed: unknown): MeetingPlan => read(meetingPlan, typed)

/** Refuses a plan that cannot be: meeting-no-members, -ground, -subject-twice, meeting-…. */
export function judgePlan(plan: MeetingPlan, { federation, members }: Standing): void {
  const problems: Problem[] = []
  if (members === 0)
    problems.push(
      refused('meeting-no-members', `${plan.heldOn} 的成员名册里没有成员，请先登记成员名册，再来开会`, {
        field: 'heldOn',
      }),
    )
  if (plan.occasion === 'interim' && !plan.ground)
    problems.push(
      refused(
        'meeting-ground',
        '临时大会要写明由谁提议：百分之三十以上成员、监事（会）或章程规定的情形（社法第31条）',
        { field: 'ground' },
      ),
    )
  const subjects = plan.agenda.flatMap((one) => (one.subject ? [one.subject.id] : []))
  if (new Set(subjects).size < subjects.length)
    problems.push(refused('meeting-subject-twice', '同一件事列了两项议题，请去掉一项', { field: 'agenda' }))
  const delegates = plan.by === 'delegates'
  if (federation) problems.push(...federationFaults({ delegates, extraVotes: 0 }).map(asProblem))
  else if (delegates) problems.push(...delegatesFaults(Number.POSITIVE_INFINITY, members).map(asProblem))
  refuse(problems)
}

type Called = z.output<typeof meetingCall> & Pick<MeetingContent, 'noticeMissed'>

/** How the members were told; a meeting already held keeps a notice that was too short, as a fault of it. Errors: meeting-incomplete, -noticed-later, -notice-short. */
export function judgeCall(
  typed: unknown,
  of: { heldOn: string; today: string; terms: CharterTerms },
): Called {
  const call = read(meetingCall, typed)
  if (call.noticedOn > of.heldOn || call.noticedOn > of.today)
    refuse([
      refused('meeting-noticed-later', `通知日期不能晚于今天和开会的 ${of.heldOn}，请改日期`, {
        field: 'noticedOn',
      }),
    ])
  const { noticeDays = 0 } = of.terms
  const short = daysBetween(call.noticedOn, of.heldOn) < noticeDays
  if (short && of.heldOn > of.today)
    refuse([
      refused(
        'meeting-notice-short',
        `章程规定开会 ${noticeDays} 日前通知成员，${call.noticedOn} 通知的，最早 ${addDays(call.noticedOn, noticeDays)} 开会；请先“修改时间、地点和议题”改期`,
        { field: 'noticedOn' },
      ),
    ])
  return { ...call, noticeMissed: short ? noticeDays : null }
}

/** Who came, counted. A meeting without a quorum is a result, no fault of the list. Errors: meeting-incomplete, meeting-…. */
export function judgeAttendance(
  typed: unknown,
  of: { content: MeetingContent; roll: readonly string[]; federation: boolean; terms: CharterTerms },
): NonNullable<MeetingContent['attendance']> {
  const given = read(attendance, typed)
  const { heldOn, by } = of.content
  const extraVotes = sumOfExtras(given.extras)
  const byDelegates = by === 'delegates'
  const counted = byDelegates ? countDelegates(given, of.roll.length) : countMembers(given, of.roll)
  const most = of.terms.proxyLimit
  // A meeting of delegates knows no proxies: what is hidden on its form is not judged.
  if (!byDelegates && most !== undefined && given.proxyLimit > most)
    refuse([
      refused('meeting-proxy-charter', `现行章程规定一人最多受托 ${most} 人，请按章程填写`, {
        field: 'proxyLimit',
      }),
    ])
  const judged = judgeMeeting({
    members: counted.members,
    present: counted.attending,
    extraVotes,
    yes: null,
    laidOpenOn: null,
    heldOn,
  })
  const faults = [
    ...counted.faults,
    ...extrasFaults({ extras: given.extras, extraVotes }, of.roll),
    ...(of.federation ? federationFaults({ delegates: byDelegates, extraVotes }) : []),
    ...judged.filter((one) => one.code !== 'quorum-missed'),
  ]
  refuse(faults.map(asProblem))
  const { members, attending } = counted
  return { ...given, members, attending, quorum: !judged.some((one) => one.code === 'quorum-missed') }
}

interface Counted {
  members: number
  attending: number
  faults: MeetingFault[]
}

function countMembers(given: Attendance, roll: readonly string[]): Counted {
  const { present, proxies, proxyLimit } = given
  return { members: roll.length, ...countAttendance({ members: roll, present, proxies, proxyLimit }) }
}

/** Delegates are counted by heads: who they are stands in the list that they signed (社法 32). */
function countDelegates({ delegates = 0, delegatesPresent = 0 }: Attendance, members: number): Counted {
  return { members: delegates, attending: delegatesPresent, faults: delegatesFaults(delegates, members) }
}

/** What was decided. Errors: meeting-incomplete, -ballot, -recusal-off, -recused-absent. */
export function judgeBallots(
  typed: unknown,
  content: MeetingContent,
  terms: CharterTerms,
): Pick<MeetingContent, 'ballots' | 'results'> {
  const ballots = read(itemBallot.array().max(content.agenda.length), typed)
  refuse(ballots.flatMap((one, at) => recusalFaults(one.recused ?? [], { content, terms, number: at + 1 })))
  const counted = ballots.map((one) => ({ ...one, recused: votesOf(one.recused ?? [], content) }))
  const votes = votesAt(content.attendance, content.by === 'delegates')
  const { results, faults } = judgeItems(content.agenda, counted, votes)
  refuse(
    faults.map(({ number, says }) => refused('meeting-ballot', `第 ${number} 项：${says}，请核对计票单`)),
  )
  return { ballots, results }
}

/** One basic vote each and the extra ones. */
function votesOf(members: readonly string[], { attendance: attended }: MeetingContent): number {
  const extras = (attended?.extras ?? []).filter((one) => members.includes(one.member))
  return new Set(members).size + sumOfExtras(extras)
}

/** The law does not speak of it: only a charter that does lets members stand aside, and only those who came can. */
function recusalFaults(
  recused: readonly string[],
  of: { content: MeetingContent; terms: CharterTerms; number: number },
): Problem[] {
  if (recused.length === 0) return []
  const { content, terms, number } = of
  if (terms.recusal !== true || content.by === 'delegates')
    return [
      refused(
        'meeting-recusal-off',
        `第 ${number} 项：现行章程没有登记“利害关系成员不参加表决”，法律也没有这样规定，不能按回避计票；章程写了的先在“章程”里登记`,
      ),
    ]
  const came = cameTo(content.attendance ?? { present: [], proxies: [] })
  return recused.every((one) => came.has(one))
    ? []
    : [refused('meeting-recused-absent', `第 ${number} 项：回避的成员里有没有到会的，请核对签到表`)]
}
