/** 我的待办: what waits for a person by role, and what the person sent and where it stands. */
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { inboxItem } from '#contract/reporting.ts'
import { may, type Role } from '#core/access/role.ts'
import { BACKUP_DAYS_MAX, isBackupLate } from '#core/access/status.ts'
import type { HolidayCalendar } from '#core/values/working-days.ts'
import { itemProcedures } from '#core/reporting/procedures.ts'
import { lastRun, type Run } from '#server/access/status-store.ts'
import { seatOf, type Caller } from '#server/http/route.ts'
import { waitingItems } from '#server/procedure/waiting.ts'
import { UNKNOWN } from '#server/register/list.ts'
import { inForceAt } from '#server/supervision/books.ts'
import { loadCalendar } from '#server/supervision/calendar.ts'
import { areasOn, type SupervisionServices } from '#server/supervision/services.ts'
import { accountItems } from './inbox-accounts.ts'
import { NOTHING, PEOPLE } from './inbox-people.ts'
import { countKinds, openHandouts, type Count, type HandoutStanding, type Kind } from './inbox-store.ts'

type Item = z.infer<typeof inboxItem>

export interface InboxServices extends SupervisionServices {
  shippedCalendar: HolidayCalendar
}

/** The inbox; a role without a task has an empty one. */
export async function readInbox(
  trx: Kysely<unknown>,
  services: InboxServices,
  caller: Pick<Caller, 'username' | 'role' | 'area' | 'bodies' | 'standsInFor'>,
): Promise<{ waiting: Item[]; sent: Item[] }> {
  const person = PEOPLE[caller.role] ?? NOTHING
  const today = services.clock.today()
  const areas = await areasOn(trx, services, today)
  const kinds = [...person.waiting, ...person.sent]
  const counts = await countKinds(trx, kinds, {
    username: caller.username,
    seat: seatOf(caller),
    today,
    areas,
  })
  // Where all of the area's cases are one's own, they are told once.
  if (counts.get('casesInArea')?.count === counts.get('casesMine')?.count) counts.delete('casesInArea')
  const handouts = person.handouts ? await openHandouts(trx) : []
  const ofKinds = (wanted: readonly Kind[]): Item[] =>
    wanted.flatMap((kind) => {
      const count = counts.get(kind)
      return count && count.count > 0 ? [itemOf(count, { bodies: caller.bodies, today })] : []
    })
  const mine = handouts.filter((one) => one.actor === seatOf(caller))
  const due = caller.role === 'county' ? handouts.filter((one) => one.due_on < today) : handouts
  const off = person.settings ? inForceAt(areas, caller.area ?? services.deployment.area).off : []
  const procedures = await waitingItems(trx, { procedures: itemProcedures, caller, today })
  const operates = may(caller.role as Role, 'operate')
  const backup = operates ? await lastRun(trx, { kind: 'backup', outcome: 'done' }) : null
  const calendar = person.settings ? await loadCalendar(trx, services.shippedCalendar) : []
  return {
    waiting: [
      ...(await accountItems(trx, services, caller.role)),
      ...(operates && isBackupLate(backup?.at ?? null, services.clock.now()) ? [backupItem(backup)] : []),
      ...ofKinds(person.waiting),
      ...procedures.waiting,
      ...due.map((one) => (caller.role === 'county' ? lateForm(one) : formToReturn(one, today))),
      ...(person.settings
        ? settingItems(new Set(off.map((one) => one.parameter ?? one.rule.id)).size, { calendar, today })
        : []),
    ],
    sent: [...ofKinds(person.sent), ...procedures.sent, ...mine.map((one) => formSent(one, today))],
  }
}

interface Words {
  title: string
  says: (count: Count) => string
  link: string
}

const WORDS: Readonly<Record<Kind, Words>> = {
  questions: {
    title: '地址待确认',
    says: (c) => `${c.count} 家的住所不能确定乡镇，请确认归属`,
    link: '/areas/questions',
  },
  imports: { title: '导入待写入', says: (c) => `${c.count} 份表格已核对、还没有写入`, link: '/imports' },
  ownImports: { title: '导入待写入', says: (c) => `${c.count} 份表格已核对、还没有写入`, link: '/imports' },
  casesProposed: {
    title: '待交办',
    says: (c) => `${c.count} 件整改单还没有明确责任人和期限`,
    link: '/cases?state=proposed',
  },
  casesReported: {
    title: '待核验销号',
    says: (c) => `${c.count} 件已报送整改结果，请复查核验`,
    link: '/cases?state=reported',
  },
  casesLate: {
    title: '整改逾期',
    says: (c) => `${c.count} 件过了整改期限，请催办或按程序延期`,
    link: '/cases?late=1',
  },
  casesMine: {
    title: '我负责的整改',
    says: (c) => `${c.count} 件待整改${lateWords(c)}，整改完请报送结果`,
    link: '/cases?mine=1&state=assigned',
  },
  casesInArea: {
    title: '辖区内整改',
    says: (c) => `${c.count} 件正在整改${lateWords(c)}，请督促按期报送`,
    link: '/cases?state=assigned',
  },
  casesAssigned: {
    title: '本社整改',
    says: (c) => `${c.count} 件待整改${lateWords(c)}，整改完请报送结果`,
    link: '/cases?state=assigned',
  },
  assignedByMe: {
    title: '交办的整改',
    says: (c) => `${c.count} 件正在整改${lateWords(c)}`,
    link: '/cases?state=assigned',
  },
  assignedAndReported: {
    title: '交办后已报送',
    says: (c) => `${c.count} 件已报送结果，等待核验`,
    link: '/cases?state=reported',
  },
  reportedByMe: {
    title: '报送的整改结果',
    says: (c) => `${c.count} 件等待核验销号`,
    link: '/cases?state=reported',
  },
  unknown: {
    title: '待查明',
    says: (c) => `${c.count} 家有规则判不了，可生成填报表发下去`,
    link: '/unknown',
  },
  notAccepted: {
    title: '档案待备案',
    says: (c) => `${c.count} 家的一社一档还没有接收备案`,
    link: '/registers/body?existing=1&accepted=0',
  },
  returnedByMe: {
    title: '退回的档案',
    says: (c) => `${c.count} 家的档案退回补正，还没有重新接收`,
    link: '/registers/body?existing=1&accepted=0',
  },
  missingItems: {
    title: '档案缺项',
    says: (c) => `本社档案还缺 ${c.count} 项，请逐项补填`,
    link: '/registers/body',
  },
  vouchersOpen: {
    title: '凭证待审核',
    says: (c) => `${c.count} 张凭证要由您审核后才能结账；在账簿的“凭证”里点“待审核”`,
    link: '/books',
  },
  tradesUnconfirmed: {
    title: '成员没有确认的交易',
    says: (c) => `上一年有 ${c.count} 笔，盈余分配定稿以前请成员核对签名；在“成员确认”里打印签名表`,
    link: '/trades',
  },
  meetingMissing: {
    title: '今年还没有开成员大会',
    says: () => '每年至少开一次（社法第31条），年底以前请筹备；已经开过的补登',
    link: '/procedures/general_meeting',
  },
  joiningRequests: {
    title: '网上入社申请',
    says: (c) => `${c.count} 件等受理；没有人受理的 60 天后自动删除`,
    link: '/procedures/member_joining',
  },
  householdsAsk: {
    title: '成员询问',
    says: (c) => `成员户有 ${c.count} 条异议、询问等答复`,
    link: '/household-entries',
  },
  unchecked: {
    title: '五有待检查',
    says: (c) => `${c.count} 家正常运行的合作社还没有五有检查记录`,
    link: `/registers/body?fiveHaves=${encodeURIComponent(UNKNOWN)}`,
  },
}

function lateWords(count: Count): string {
  return count.late > 0 ? `，其中 ${count.late} 件已逾期` : ''
}

/** Where who has one cooperative is taken at once. */
const OF_ONE: Readonly<Partial<Record<Kind, (body: string, today: string) => string>>> = {
  missingItems: (body) => `/bodies/${body}`,
  meetingMissing: (body) => `/general-meetings/new?body=${body}`,
  tradesUnconfirmed: (body, today) => `/trades/${body}?tab=confirm&year=${Number(today.slice(0, 4)) - 1}`,
}

function itemOf(count: Count, { bodies, today }: { bodies: readonly string[]; today: string }): Item {
  const { title, says, link } = WORDS[count.kind]
  const own = bodies.length === 1 ? OF_ONE[count.kind]?.(bodies[0]!, today) : undefined
  return {
    kind: count.kind,
    title,
    says: says(count),
    link: own ?? link,
    count: count.count,
    dueOn: count.dueOn,
    late: count.late > 0,
  }
}

function lateForm(one: HandoutStanding): Item {
  const missing = one.townships - one.returned
  return {
    ...formItem(one, 'handoutLate'),
    says: `${missing} 个乡镇没有交齐，请催报`,
    count: missing,
    late: true,
  }
}

function formToReturn(one: HandoutStanding, today: string): Item {
  return {
    ...formItem(one, 'handoutDue'),
    says: `还有 ${one.open_rows} 行没有填报`,
    count: one.open_rows,
    late: one.due_on < today,
  }
}

function formSent(one: HandoutStanding, today: string): Item {
  const says = `已交齐 ${one.returned} 个乡镇，共 ${one.townships} 个`
  return {
    ...formItem(one, 'handoutSent'),
    says,
    count: one.townships - one.returned,
    late: one.due_on < today,
  }
}

function formItem(one: HandoutStanding, kind: string): Pick<Item, 'kind' | 'title' | 'link' | 'dueOn'> {
  return { kind, title: `填报表：${one.title}`, link: `/handouts/${one.id}`, dueOn: one.due_on }
}

function backupItem(last: Run | null): Item {
  return {
    kind: 'backup',
    title: '备份',
    says:
      last === null
        ? '还没有备份过，请设置备份并按“立即备份”'
        : `上次备份成功已超过 ${BACKUP_DAYS_MAX} 天，请查明原因`,
    link: '/admin/status',
    count: 1,
    dueOn: null,
    late: true,
  }
}

function settingItems(off: number, of: { calendar: HolidayCalendar; today: string }): Item[] {
  const year = Number(of.today.slice(0, 4))
  const known = of.calendar.some((one) => one.year === year)
  const base = { dueOn: null, late: false }
  return [
    ...(off > 0
      ? [
          {
            ...base,
            kind: 'parameters',
            title: '参数待确认',
            says: `${off} 项参数或条文没有核实原文，相应规则暂不判定`,
            link: '/policies',
            count: off,
          },
        ]
      : []),
    ...(known
      ? []
      : [
          {
            ...base,
            kind: 'calendar',
            title: '放假通知待录入',
            says: `${year} 年的放假通知还没有录入，期限按周一至周五计算`,
            link: '/admin/calendar',
            count: 1,
          },
        ]),
  ]
}
