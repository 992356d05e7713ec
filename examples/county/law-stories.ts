import { addDays, addYears } from '#core/values/day.ts'
import { yuanOf } from './money-records.ts'
import type { Story } from './story.ts'

const MEMBERS = 'cooperative-law/members-at-least-five'
const FARMERS = 'cooperative-law/farmers-at-least-four-fifths'
const FEW = 'cooperative-law/organisations-in-small-body'
const MANY = 'cooperative-law/organisations-in-large-body'

/** Below, on and above the thresholds of the law on members (社法 12、19、20): members, farmers, organisations, public units. */
const memberStories: readonly Story[] = [
  members('members-4', '成员只有 4 名，不足 5 名', [MEMBERS, 'finding'], [4, 4, 0, 0]),
  members('members-5', '成员恰好 5 名', [MEMBERS, 'clear'], [5, 5, 0, 0]),
  members('members-6', '成员 6 名', [MEMBERS, 'clear'], [6, 6, 0, 0]),
  members('farmers-below', '农民成员占 79.9%（209 名中 167 名）', [FARMERS, 'finding'], [209, 167, 0, 0]),
  members('farmers-on', '农民成员恰占 80%（105 名中 84 名）', [FARMERS, 'clear'], [105, 84, 0, 0]),
  members('farmers-above', '农民成员占 80.1%（201 名中 161 名）', [FARMERS, 'clear'], [201, 161, 0, 0]),
  members('organisations-2-of-18', '18 名成员中有 2 个单位成员，至多 1 个', [FEW, 'finding'], [18, 16, 2, 0]),
  members('organisations-1-of-20', '20 名成员中有 1 个单位成员', [FEW, 'clear'], [20, 19, 1, 0]),
  members('organisations-2-of-40', '40 名成员中有 2 个单位成员，恰占 5%', [MANY, 'clear'], [40, 38, 2, 0]),
  members('organisations-3-of-59', '59 名成员中有 3 个单位成员，占 5.08%', [MANY, 'finding'], [59, 56, 3, 0]),
  members(
    'public-unit',
    '村民委员会列为成员',
    ['cooperative-law/no-public-units', 'finding'],
    [16, 15, 1, 1],
  ),
  {
    id: 'no-member-accounts',
    says: '没有为成员设立成员账户',
    rule: 'cooperative-law/member-accounts-kept',
    verdict: 'finding',
    times: 2,
    set: () => ({ member_summary: { memberAccounts: false } }),
  },
]

/** Annual reports and the list of abnormal operation (公示条例、年报办法). */
const reportStories: readonly Story[] = [
  {
    id: 'report-missing',
    says: '上一应报年度没有公示年报',
    rule: 'annual-report-rules/annual-report-published',
    verdict: 'finding',
    times: 4,
    set: () => ({ annual_report: { published: false, publishedOn: null, ...noFigures } }),
  },
  {
    id: 'report-missing-twice',
    says: '连续两年没有公示年报',
    rule: 'annual-report-rules/annual-report-published',
    verdict: 'finding',
    set: ({ reportYear }) => ({
      annual_report: [reportYear - 1, reportYear].map((year) => {
        return { year, published: false, publishedOn: null, ...noFigures }
      }),
    }),
  },
  {
    id: 'report-late',
    says: '年报公示晚了一天（7 月 1 日）',
    rule: 'annual-report-rules/annual-report-on-time',
    verdict: 'finding',
    set: ({ reportYear }) => ({ annual_report: { publishedOn: `${reportYear + 1}-07-01` } }),
  },
  {
    id: 'report-last-day',
    says: '年报在最后一天（6 月 30 日）公示',
    rule: 'annual-report-rules/annual-report-on-time',
    verdict: 'clear',
    set: ({ reportYear }) => ({ annual_report: { publishedOn: `${reportYear + 1}-06-30` } }),
  },
  {
    id: 'report-not-due',
    says: '新设立，自下一年起报送年报',
    rule: 'annual-report-rules/annual-report-published',
    verdict: 'clear',
    written: { young: true },
    set: () => ({ annual_report: [] }),
  },
  {
    id: 'abnormal-no-report',
    says: '因未年报列入经营异常名录，尚未移出',
    rule: 'annual-report-rules/not-abnormal',
    verdict: 'finding',
    times: 2,
    set: ({ reportYear }) => ({
      annual_report: {
        published: false,
        publishedOn: null,
        abnormalListed: true,
        ...noFigures,
        listedOn: `${reportYear + 1}-07-12`,
        listReason: '未按期公示年报',
      },
    }),
  },
  {
    id: 'abnormal-no-contact',
    says: '通过登记的住所无法联系，列入经营异常名录',
    rule: 'annual-report-rules/not-abnormal',
    verdict: 'finding',
    set: ({ reportYear }) => ({
      annual_report: {
        abnormalListed: true,
        listedOn: `${reportYear + 1}-09-05`,
        listReason: '住所无法联系',
      },
    }),
  },
  {
    id: 'abnormal-removed',
    says: '曾列入经营异常名录，已经移出',
    rule: 'annual-report-rules/not-abnormal',
    verdict: 'clear',
    set: ({ reportYear, yesterday }) => ({
      annual_report: {
        abnormalListed: false,
        listedOn: `${reportYear + 1}-07-12`,
        listReason: '未按期公示年报',
        publishedOn: `${reportYear + 1}-06-28`,
        removedOn: yesterday,
      },
    }),
  },
]

/** Two years without business (社法 71) and the suspension on record (登记条例 30). */
const idleStories: readonly Story[] = [
  idle('idle-over-two-years', '停止经营两年零一天', 'finding', ({ twoYearsAgo }) => addDays(twoYearsAgo, -1)),
  idle('idle-two-years', '停止经营恰满两年', 'finding', ({ twoYearsAgo }) => twoYearsAgo),
  idle('idle-under-two-years', '停止经营差一天满两年', 'clear', ({ twoYearsAgo }) => addDays(twoYearsAgo, 1)),
  {
    id: 'suspended',
    says: '停止经营两年半，已办歇业备案且未到期',
    rule: 'cooperative-law/two-years-without-business',
    verdict: 'clear',
    set: ({ day, twoYearsAgo }) => ({
      operating_status: {
        status: '停业歇业',
        since: addDays(twoYearsAgo, -180),
        lastBusinessOn: addDays(twoYearsAgo, -180),
        suspensionFiled: true,
        suspensionUntil: addYears(day, 1),
        evidence: '歇业备案通知书',
      },
    }),
    written: { state: '歇业备案' },
  },
  {
    id: 'suspension-expired',
    says: '歇业备案昨天到期，没有恢复经营',
    rule: 'registration-rules/suspension-in-term',
    verdict: 'finding',
    set: ({ yesterday, twoYearsAgo }) => ({
      operating_status: {
        status: '停业歇业',
        since: addDays(twoYearsAgo, -365),
        lastBusinessOn: addDays(twoYearsAgo, -365),
        suspensionFiled: true,
        suspensionUntil: yesterday,
        evidence: '歇业备案通知书，现场仍关门',
      },
    }),
  },
  {
    id: 'dormant',
    says: '多年不开展业务，属休眠社',
    rule: 'shell-cleanup-2019/real-business',
    verdict: 'finding',
    set: ({ twoYearsAgo }) => ({
      operating_status: {
        status: '休眠',
        since: addDays(twoYearsAgo, -100),
        lastBusinessOn: addDays(twoYearsAgo, -400),
        suspensionFiled: false,
        evidence: '银行账户两年没有流水',
      },
    }),
  },
  {
    id: 'shell',
    says: '登记后从未经营，属空壳社',
    rule: 'shell-cleanup-2019/real-business',
    verdict: 'finding',
    times: 2,
    set: ({ twoYearsAgo }) => ({
      operating_status: {
        status: '空壳',
        since: addDays(twoYearsAgo, -700),
        lastBusinessOn: addDays(twoYearsAgo, -900),
        suspensionFiled: false,
        evidence: '住所为民房，村干部反映从未经营',
      },
    }),
  },
]

/** Patronage return: at least 60 % of what may be distributed (社法 44). */
const surplusStories: readonly Story[] = [
  returned('return-59', '按交易量返还只占可分配盈余的 59%', 59_000, 'finding'),
  returned('return-59.99', '按交易量返还占 59.99%', 59_990, 'finding'),
  returned('return-60', '按交易量返还恰占 60%', 60_000, 'clear'),
  returned('return-75', '按交易量返还占 75%', 75_000, 'clear'),
  {
    id: 'nothing-to-distribute',
    says: '当年没有可分配盈余',
    rule: 'cooperative-law/patronage-return-floor',
    verdict: 'clear',
    set: () => ({ annual_report: { surplus: 0n, distributable: 0n, returnedByPatronage: 0n } }),
  },
]

const noFigures = {
  revenue: null,
  surplus: null,
  distributable: null,
  returnedByPatronage: null,
  subsidy: null,
  loans: null,
}

export const lawStories: readonly Story[] = [
  ...memberStories,
  ...reportStories,
  ...idleStories,
  ...surplusStories,
]

function members(
  ...[id, says, [rule, verdict], counts]: [
    string,
    string,
    [string, Story['verdict']],
    [number, number, number, number],
  ]
): Story {
  const [all, farmers, organisations, publicUnits] = counts
  const set = () => ({ member_summary: { members: all, farmers, organisations, publicUnits } })
  return { id, says, rule, verdict, set }
}

function idle(
  ...[id, says, verdict, last]: [string, string, Story['verdict'], (days: { twoYearsAgo: string }) => string]
): Story {
  return {
    id,
    says,
    rule: 'cooperative-law/two-years-without-business',
    verdict,
    set: (days) => ({
      operating_status: {
        status: '停业歇业',
        since: last(days),
        lastBusinessOn: last(days),
        suspensionFiled: false,
        evidence: '大门上锁，场内无设备运转',
      },
    }),
  }
}

function returned(...[id, says, amount, verdict]: [string, string, number, Story['verdict']]): Story {
  const figures = {
    surplus: yuanOf(110_000),
    distributable: yuanOf(100_000),
    returnedByPatronage: yuanOf(amount),
  }
  return {
    id,
    says,
    rule: 'cooperative-law/patronage-return-floor',
    verdict,
    set: () => ({ annual_report: figures }),
  }
}
