import { yuanOf } from './money-records.ts'
import type { Story } from './story.ts'

const FIVE = {
  site: '没有办公场地',
  sign: '没有挂牌子',
  rules: '没有规章制度',
  books: '没有账本，收支记在个人本子上',
  organisation: '没有选举理事会、监事会',
} as const

/** The four kinds of problem of the rectification plan: dividends, exit, shrinking and idle barns, losses. */
const campaignStories: readonly Story[] = [
  dividends('dividends-short', '拖欠农户 2022 年分红 3.64 万元', 'finding', {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(86_400),
    paid: yuanOf(50_000),
    households: 48,
  }),
  dividends('dividends-none', '农户 2022 年分红一分未付', 'finding', {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(31_500),
    paid: 0n,
    households: 30,
  }),
  dividends('dividends-fen-short', '农户分红少付一分钱', 'finding', {
    year: 2022,
    fundKind: '到户资金',
    due: 1_260_000n,
    paid: 1_259_999n,
    households: 12,
  }),
  dividends('dividends-exact', '农户分红足额兑付', 'clear', {
    year: 2022,
    fundKind: '到户资金',
    due: 1_260_000n,
    paid: 1_260_000n,
    households: 12,
  }),
  dividends('dividends-over', '农户分红比约定多付', 'clear', {
    year: 2022,
    fundKind: '到户资金',
    due: 1_260_000n,
    paid: 1_300_000n,
    households: 12,
  }),
  dividends('village-dividends-late', '拖欠村集体 2021 年分红', 'finding', {
    year: 2021,
    fundKind: '村集体资金',
    due: yuanOf(30_000),
    paid: yuanOf(12_000),
    households: null,
  }),
  dividends('in-kind-no-consent', '以羊羔抵分红，没有征得农户同意', 'finding', {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(42_000),
    paid: yuanOf(42_000),
    households: 40,
    inKind: yuanOf(20_000),
    inKindConsent: false,
  }),
  dividends('in-kind-consent', '以化肥抵部分分红，农户签字同意', 'clear', {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(42_000),
    paid: yuanOf(42_000),
    households: 40,
    inKind: yuanOf(20_000),
    inKindConsent: true,
  }),
  survey('cannot-lead', '带动农户能力不足', '社员各干各的，社里无力统一收购', { canLeadHouseholds: false }),
  survey('exit-blocked', '12 户要求退股，暂不具备条件', '12 户要求退股，账上没有现金', {
    exitWillingHouseholds: 12,
    exitReady: '暂不具备',
  }),
  survey('exit-ready', '6 户要求退股，具备条件', '6 户要求退股，可按存栏羊只折价', {
    exitWillingHouseholds: 6,
    exitReady: '具备',
  }),
  survey('scale-shrunk', '受市场影响规模收缩', '存栏由 400 头减到 90 头', { scaleShrunk: true }),
  survey('idle-barns', '两栋圈舍闲置', '两栋圈舍空置一年，租不出去', { idleBarns: true }),
  survey('heavy-loss', '累计亏损 186 万元，超过出资', '连续三年亏损，贷款到期还不上', {
    lossAmount: yuanOf(1_860_000),
    debtAmount: yuanOf(2_400_000),
    willingToLead: false,
  }),
  survey('small-loss', '累计亏损 1 元', '上年略亏', { lossAmount: yuanOf(1) }),
  survey('misuse-lead', '群众反映补助款去向不清', '村民来信反映，已记为线索', { misuse: true }),
  {
    id: 'company-village-dividends',
    says: '公司拖欠村集体分红，厂房闲置',
    clause: '合水二(二)1、3',
    verdict: 'finding',
    kind: '公司',
    set: ({ day }) => ({
      survey: { idleBarns: true, dividendsOnTime: false, note: '加工车间停产，设备封存' },
      dividend_summary: [
        {
          asOf: day,
          year: 2021,
          fundKind: '村集体资金',
          due: yuanOf(48_000),
          paid: 0n,
          inKind: 0n,
          inKindConsent: null,
          households: null,
        },
      ],
    }),
  },
]

/** The five things that a cooperative has to have (五有); only those that run normally are counted. */
const fiveStories: readonly Story[] = [
  ...Object.entries(FIVE).map(([key, says]): Story => ({
    id: `five-without-${key}`,
    says,
    clause: '朔城二(三)2',
    verdict: 'finding',
    times: key === 'books' ? 3 : 1,
    set: () => ({ five_haves: { [key]: false } }),
  })),
  {
    id: 'five-none',
    says: '五有一样也没有',
    clause: '朔城二(三)2',
    verdict: 'finding',
    set: () => ({
      five_haves: { site: false, sign: false, rules: false, books: false, organisation: false },
    }),
  },
  {
    id: 'five-outside-base',
    says: '已经收缩经营，没有账本；不在达标率的基数里',
    clause: '朔城二(三)2',
    verdict: 'finding',
    set: () => ({
      five_haves: { books: false },
      operating_status: { status: '收缩', evidence: '只剩一户在养' },
    }),
  },
  {
    id: 'five-half-known',
    says: '只查了场地和牌子，其余没有查',
    clause: '朔城二(三)2',
    verdict: 'unknown',
    times: 2,
    unknown: ['five_haves.rules', 'five_haves.books', 'five_haves.organisation'],
    set: () => ({ five_haves: {} }),
  },
]

export const planStories: readonly Story[] = [...campaignStories, ...fiveStories]

function dividends(
  ...[id, says, verdict, line]: [
    string,
    string,
    Story['verdict'],
    Record<string, number | bigint | string | boolean | null>,
  ]
): Story {
  const onTime = verdict === 'clear' || id.startsWith('in-kind')
  return {
    id,
    says,
    clause: '合水二(二)1',
    verdict,
    set: ({ day }) => ({
      survey: { dividendsOnTime: onTime },
      dividend_summary: [{ asOf: day, inKind: 0n, inKindConsent: null, ...line }],
    }),
  }
}

function survey(
  ...[id, says, note, figures]: [string, string, string, Record<string, number | bigint | string | boolean>]
): Story {
  return {
    id,
    says,
    clause: '合水二(二)2-4',
    verdict: 'finding',
    set: () => ({ survey: { ...figures, note } }),
  }
}
