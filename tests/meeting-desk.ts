/** Members' meetings of a small body of six, through the use cases: what is called, who came, what was voted and sealed. */
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { meetingContent, type MeetingContent, type MeetingPlan } from '#contract/governance/meetings.ts'
import { generalMeeting } from '#core/governance/general-meeting.ts'
import { withScope } from '#server/database/connect.ts'
import { keepFile } from '#server/files/content.ts'
import { planned, type OfferedSubject } from '#server/governance/meeting-handler.ts'
import { findCaseBody } from '#server/membership/life-store.ts'
import { recordTrades } from '#server/membership/record-trades.ts'
import { findLedgerBody } from '#server/membership/store.ts'
import { openMemberCase, planCase } from '#server/membership/open-case.ts'
import { readItem, takeAction, type Acting, type Given, type Handler } from '#server/procedure/act.ts'
import { findItem, openItems, type ItemRow } from '#server/procedure/store.ts'
import { procedureHandlers } from '#server/reporting/handlers.ts'
import { actOnPlan } from '#server/surplus/act-on-plan.ts'
import { freezePlan } from '#server/surplus/make-plan.ts'
import { findPlan } from '#server/surplus/plan-store.ts'
import { findSurplusBody } from '#server/surplus/year-inputs.ts'
import { must } from './must.ts'
import { POLICY, TYPED } from './posted-plan.ts'
import { smallBook, type SmallBook } from './small-books.ts'
import { HOME, smallCounty, TOWN_A, type SmallCounty } from './small-county.ts'

export const HELD_ON = '2023-03-18'
export const MEETING: MeetingPlan = {
  occasion: 'annual',
  by: 'members',
  heldOn: HELD_ON,
  time: '09:00',
  place: '本社会议室',
  convener: '理事会',
  agenda: [{ kind: 'report', title: '2022 年度业务报告' }],
}
const ATTENDED = { proxies: [], proxyLimit: 1, extras: [], chairedBy: '理事长', recordedBy: '会计' }

/** Codes of the problems of a refusal, or `done`. */
export function codes(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: { problems?: { code: string }[]; message: string }) =>
      error.problems?.map((one) => one.code).join() ?? error.message,
  )
}

/** What a refusal says, or `done`. */
export function words(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: { message: string }) => error.message,
  )
}

export class MeetingDesk {
  readonly county: SmallCounty
  readonly coop: SmallBook
  paper = ''
  today = '2023-03-20'
  private constructor(county: SmallCounty, coop: SmallBook) {
    this.county = county
    this.coop = coop
  }

  /** A county with one cooperative of six members, its book, and a photograph of minutes. */
  static async open(): Promise<MeetingDesk> {
    const county = await smallCounty()
    const coop = await smallBook(county)
    for (const person of ['丁', '戊', '己'])
      await county.add(
        'member',
        { person, kind: '农民', joined_on: '2020-01-01' },
        { body: coop.body, area: TOWN_A, day: '2020-01-01' },
      )
    const desk = new MeetingDesk(county, coop)
    desk.paper = await desk.photo('记录.jpg')
    return desk
  }

  /** A kept file of the body. */
  photo(name: string): Promise<string> {
    const of = { home: HOME, area: TOWN_A, body: this.coop.body, type: 'image/jpeg' }
    return this.as(({ trx }) =>
      keepFile(trx, { ...of, name, bytes: Buffer.from(name) }, this.county.services.keys),
    )
  }

  parts() {
    return procedureHandlers({
      keys: this.county.services.keys,
      onChange: async () => {},
      parametersAt: async () => new Map(),
    })
  }

  handlerOf(id: string): Handler {
    return this.parts().handlers.find((one) => one.of.id === id)!
  }

  as<T>(work: (acting: Acting) => Promise<T>): Promise<T> {
    const { accountant } = this.coop
    return withScope(this.county.db, accountant.scope, (trx: Transaction<unknown>) =>
      work({ trx, caller: accountant, today: this.today, calendar: [] }),
    )
  }

  open(more: Partial<MeetingPlan> = {}): Promise<string> {
    const { body } = this.coop
    return this.as(async (acting) => {
      const payload = await planned(acting, {
        home: HOME,
        body,
        typed: { ...MEETING, ...more },
        subjects: this.parts().subjects,
      })
      const items = [{ home: HOME, area: TOWN_A, body, title: '2023 年成员大会', payload }]
      const [id = ''] = await openItems(acting.trx, generalMeeting, { items, day: this.today })
      return id
    })
  }

  act(id: string, given: Partial<Given> & { action: string }, procedure = generalMeeting.id) {
    return this.as(async (acting) => {
      const { version } = await readItem(acting, this.handlerOf(procedure), id)
      return takeAction(acting, this.handlerOf(procedure), { id, given: { version, ...given } })
    })
  }

  call(id: string, noticedOn = '2023-03-10') {
    return this.act(id, { action: 'call', payload: { noticedOn, noticeWay: '张贴和电话' } })
  }

  roll(): Promise<string[]> {
    return this.as(async ({ trx }) => {
      const { rows } = await sql<{ id: string }>`
        select id from member where body = ${this.coop.body}::uuid and not ended order by joined_on, id`.execute(
        trx,
      )
      return rows.map((one) => one.id)
    })
  }

  async attend(id: string, came: number, more: object = {}) {
    const present = (await this.roll()).slice(0, came)
    return this.act(id, { action: 'attend', payload: { ...ATTENDED, present, ...more } })
  }

  vote(id: string, ...yes: number[]) {
    const ballots = yes.map((one) => ({ yes: one, no: 1, abstained: 0, decided: '同意' }))
    return this.act(id, { action: 'vote', payload: { ballots } })
  }

  seal(id: string) {
    return this.act(id, { action: 'seal', files: [this.paper] })
  }

  /** The whole way of a meeting, all six present. */
  async held(more: Partial<MeetingPlan>, ...yes: number[]): Promise<string> {
    const id = await this.open(more)
    await this.call(id)
    await this.attend(id, 6)
    await this.vote(id, ...yes)
    return id
  }

  item(id: string, procedure = generalMeeting.id): Promise<ItemRow> {
    return this.as(async ({ trx }) => (await findItem(trx, { procedure, id }))!)
  }

  async content(id: string): Promise<MeetingContent> {
    return meetingContent.parse((await this.item(id)).payload)
  }

  async stateOf(id: string, procedure = generalMeeting.id): Promise<string> {
    return (await this.item(id, procedure)).state
  }

  offered(): Promise<OfferedSubject[]> {
    return this.as((acting) => this.parts().subjects.offered(acting, { home: HOME, body: this.coop.body }))
  }

  /** An application to join, accepted: it waits for its vote. */
  async applied(person: string, accepted = true): Promise<string> {
    const { body, keys } = { body: this.coop.body, keys: this.county.services.keys }
    const id = await this.as(async (acting) => {
      const found = (await findCaseBody(acting.trx, body))!
      const case_ = must(
        await planCase(acting, found, {
          procedure: 'member_joining',
          person,
          kind: '农民',
          appliedOn: '2023-03-01',
          files: [this.paper],
        }),
      )
      return openMemberCase(acting, found, { planned: case_, keys })
    })
    if (accepted) await this.act(id, { action: 'accept' }, 'member_joining')
    return id
  }
}

/** The plan of 2022 of the body, frozen: three have shares, one delivered. */
export async function frozenPlan(desk: MeetingDesk): Promise<string> {
  const { coop, today } = desk
  await desk.as(async ({ trx }) => {
    for (const member of coop.members)
      await sql`insert into share_event (home, id, body, area, kind, member, amount, day)
        values (${HOME}, ${randomUUID()}, ${coop.body}, ${TOWN_A}, 'cash', ${member}, 10000, '2021-01-01')`.execute(
        trx,
      )
    const row = { day: '2022-06-01', direction: 'delivered', product: '茧', quantity: '10', amount: '100' }
    const rows = [{ ...row, member: coop.members[0]! }]
    must(await recordTrades(trx, (await findLedgerBody(trx, coop.body))!, { rows, today }))
  })
  const plan = await desk.as(async ({ trx }) =>
    must(
      await freezePlan(trx, (await findSurplusBody(trx, coop.body))!, {
        year: 2022,
        typed: TYPED,
        policy: POLICY,
      }),
    ),
  )
  return typeof plan === 'string' ? plan : (plan as { id: string }).id
}

/** The plan lies open at the office from the day. */
export async function layPlanOpen(desk: MeetingDesk, plan: string, day: string): Promise<void> {
  const { username, role } = desk.coop.accountant
  const step = { actor: { username, role }, action: 'layOpen', day, today: desk.today } as const
  await desk.as(async ({ trx }) => must(await actOnPlan(trx, (await findPlan(trx, plan))!, step)))
}
