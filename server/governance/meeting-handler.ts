/** What the procedure of members' meetings adds: its agenda, who came, the votes, and what they decide on. */
import { meetingContent, type MeetingContent, type Subject } from '#contract/governance/meetings.ts'
import { COUNTED, DAY_COME, generalMeeting, NO_QUORUM, QUORUM } from '#core/governance/general-meeting.ts'
import { refused } from '#core/values/problem.ts'
import type { Outcome } from '#core/values/outcome.ts'
import { Refusal, take } from '#server/http/refusal.ts'
import { findCaseBody } from '#server/membership/life-store.ts'
import type { Acting, Given, Handler } from '#server/procedure/act.ts'
import { findItem, type ItemRow } from '#server/procedure/store.ts'
import { judgeAttendance, judgeBallots, judgeCall, judgePlan, readPlan } from './judge-meeting.ts'
import { termsOn } from './charter-store.ts'
import { seatSays } from './free-to-vote.ts'
import { holdMeetings, replacesFault, rollOn, seatsOf } from './meeting-store.ts'

/** What a meeting can decide on now. */
export interface OfferedSubject {
  subject: Subject
  kind: string
  title: string
  says: string | null
}

/** A vote of a sealed meeting, as what it decides on takes it. */
export interface Decision {
  passed: boolean
  heldOn: string
  attendance: NonNullable<MeetingContent['attendance']>
  yes: number
  no: number
  abstained: number
  charter: MeetingContent['agenda'][number]['charter']
  /** 2026 年成员大会（DH2026-0001）第 2 项. */
  resolution: string
  /** The signed minutes. */
  files: readonly string[]
}

/** What modules right of this one bring to the table. */
export interface MeetingSubjects {
  offered: (acting: Acting, of: { home: string; body: string }) => Promise<OfferedSubject[]>
  /** In which state each of the matters is now, in words. */
  standing: (acting: Acting, subjects: readonly Subject[]) => Promise<Map<string, string>>
  /** The meeting was called for this. */
  called: (
    acting: Acting,
    subject: Subject,
    of: { heldOn: string; noticedOn: string },
  ) => Promise<Outcome<void>>
  /** The notice of the meeting was taken back, or it came to nothing. */
  uncalled: (acting: Acting, subject: Subject, note: string) => Promise<Outcome<void>>
  decided: (acting: Acting, subject: Subject, decision: Decision) => Promise<Outcome<void>>
}

/** The handler of members' meetings. */
export function meetingHandler(subjects: MeetingSubjects): Handler {
  return {
    of: generalMeeting,
    holds: async ({ today }, item) => conditionsOf(meetingContent.parse(item.payload), today),
    payload: (acting, item, given) => carried(acting, { item, given, subjects }),
    after: (acting, item, given) => follows(acting, { item, given, subjects }),
  }
}

function conditionsOf({ heldOn, attendance }: MeetingContent, today: string): string[] {
  // Not counted yet is told once, not as a missing quorum as well.
  const none = attendance === null || attendance === undefined
  const all: [string, boolean][] = [
    [DAY_COME, heldOn <= today],
    [COUNTED, !none],
    [QUORUM, none || attendance.quorum],
    [NO_QUORUM, none || !attendance.quorum],
  ]
  return all.filter(([, holds]) => holds).map(([name]) => name)
}

interface Of {
  item: ItemRow
  given: Given
  subjects: MeetingSubjects
}

/** Steps that are taken one after the other within a body. */
const BY_TURNS = ['call', 'seal']

async function carried(acting: Acting, { item, given, subjects }: Of): Promise<Record<string, unknown>> {
  const content = meetingContent.parse(item.payload)
  const { heldOn } = content
  const whose = { home: item.home, body: item.body ?? '' }
  const typed = given.payload ?? {}
  // Two meetings that are called for one matter in the same moment: the second waits, and then sees the first.
  if (BY_TURNS.includes(given.action)) await holdMeetings(acting.trx, whose)
  switch (given.action) {
    case 'revise':
      return planned(acting, { ...whose, typed, subjects, meeting: item.id })
    case 'call':
      await standNowhereElse(acting, { ...whose, agenda: content.agenda })
      await mayReplace(acting, { ...whose, meeting: item.id, content, way: '请“修改时间、地点和议题”' })
      return judgeCall(typed, {
        heldOn,
        today: acting.today,
        terms: await termsOn(acting.trx, { ...whose, day: heldOn }),
      })
    case 'attend': {
      const roll = await rollOn(acting.trx, { ...whose, day: heldOn })
      const federation = (await findCaseBody(acting.trx, whose.body))?.federation === true
      const terms = await termsOn(acting.trx, { ...whose, day: heldOn })
      return {
        attendance: judgeAttendance(typed, { content, roll: roll.map((one) => one.id), federation, terms }),
      }
    }
    case 'vote':
      return judgeBallots(
        typed['ballots'] ?? [],
        content,
        await termsOn(acting.trx, { ...whose, day: heldOn }),
      )
    case 'correct':
      return { ballots: null, results: null }
    case 'recall':
      return { attendance: null }
    case 'seal':
      await mayReplace(acting, {
        ...whose,
        meeting: item.id,
        content,
        way: '请“更正到会和表决”“撤回通知”，改好议题再办',
      })
      return {}
    default:
      return {}
  }
}

/** The plan of a meeting as it is kept. Errors: of `readPlan` and `judgePlan`, meeting-subject, meeting-replaces. */
export async function planned(
  acting: Acting,
  of: { home: string; body: string; typed: unknown; subjects: MeetingSubjects; meeting?: string },
): Promise<Record<string, unknown>> {
  const { home, body } = of
  const plan = readPlan(of.typed)
  const roll = await rollOn(acting.trx, { home, body, day: plan.heldOn })
  const federation = (await findCaseBody(acting.trx, body))?.federation === true
  judgePlan(plan, { federation, members: roll.length })
  const offered = new Set((await of.subjects.offered(acting, { home, body })).map((one) => one.subject.id))
  const gone = plan.agenda.flatMap((one, at) =>
    one.subject === undefined || offered.has(one.subject.id)
      ? []
      : [
          refused('meeting-subject', `第 ${at + 1} 项所指的事已经办过或撤回，请重新选择`, {
            field: 'agenda',
          }),
        ],
  )
  if (gone.length > 0) throw new Refusal(422, gone)
  await mayReplace(acting, { home, body, meeting: of.meeting ?? null, content: plan })
  return plan
}

/** The earlier resolutions that the agenda names can be replaced. Errors: meeting-replaces. */
async function mayReplace(
  { trx }: Acting,
  of: Parameters<typeof replacesFault>[1] & { way?: string },
): Promise<void> {
  const fault = await replacesFault(trx, of)
  if (fault !== null)
    throw new Refusal(422, [
      refused('meeting-replaces', `${fault}${of.way === undefined ? '' : `；${of.way}`}`, {
        field: 'agenda',
      }),
    ])
}

/** No other meeting was called for the same matter. Errors: meeting-subject-elsewhere. */
async function standNowhereElse(
  { trx }: Acting,
  of: { home: string; body: string; agenda: MeetingContent['agenda'] },
): Promise<void> {
  const subjects = of.agenda.map((one) => one.subject?.id)
  const seats = await seatsOf(trx, { ...of, subjects: subjects.filter((one) => one !== undefined) })
  const problems = seats.map((seat) =>
    refused(
      'meeting-subject-elsewhere',
      `第 ${subjects.indexOf(seat.subject) + 1} 项所议的事已列为 ${seatSays(seat)}；请“修改时间、地点和议题”去掉这一项，或先撤回那次会的通知`,
    ),
  )
  if (problems.length > 0) throw new Refusal(422, problems)
}

/** What is done where an item stands against the step. */
const WAY_OUT: Readonly<Record<string, string>> = {
  call: '请先办好这一件，或“修改时间、地点和议题”改期、去掉这一项',
  seal: '请先把这一件办妥，再来定案；计票有误的请“更正到会和表决”',
}

/** What a notice, its recall and a sealed record set going, in the same transaction: all or nothing. */
async function follows(acting: Acting, { item, given, subjects }: Of): Promise<void> {
  const now = await findItem(acting.trx, { procedure: generalMeeting.id, id: item.id })
  const content = meetingContent.parse(now?.payload ?? item.payload)
  const { heldOn, noticedOn = acting.today } = content
  const offTable = item.state === 'called' && ['recall', 'cancel', 'fail'].includes(given.action)
  const tell = async (subject: Subject, at: number): Promise<void> => {
    if (given.action === 'call') take(await subjects.called(acting, subject, { heldOn, noticedOn }))
    if (given.action === 'seal')
      take(await subjects.decided(acting, subject, decisionOf(item, { content, at, given })))
    if (offTable)
      take(await subjects.uncalled(acting, subject, `${item.title}（${item.code}）：${given.note ?? ''}`))
  }
  for (const [at, { subject, title }] of content.agenda.entries()) {
    if (subject === undefined) continue
    try {
      await tell(subject, at)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw ofAgendaItem(error, { title, number: at + 1, way: WAY_OUT[given.action] ?? '' })
    }
  }
}

/** The same refusal, naming the item that it is about and the way out. */
function ofAgendaItem(error: Refusal, of: { title: string; number: number; way: string }): Refusal {
  const said = error.problems.map((one) => ({
    ...one,
    says: `第 ${of.number} 项“${of.title}”：${one.says.replace(/。$/, '')}。${of.way}`,
  }))
  return new Refusal(422, said)
}

function decisionOf(item: ItemRow, of: { content: MeetingContent; at: number; given: Given }): Decision {
  const { content, at, given } = of
  const { attendance, ballots, results, agenda, heldOn } = content
  const ballot = ballots?.[at]
  if (!attendance || !ballot) throw new Error(`meeting ${item.code} is sealed without votes`)
  const { yes, no, abstained } = ballot
  return {
    passed: results?.[at]?.passed === true,
    heldOn,
    attendance,
    yes,
    no,
    abstained,
    charter: agenda[at]?.charter,
    resolution: `${item.title}（${item.code}）第 ${at + 1} 项`,
    files: given.files ?? [],
  }
}
