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
  dividends('dividends-short', '拖欠农户 2022 年分红 3.64 万元', ['household-dividends-paid', 'finding'], {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(86_400),
    paid: yuanOf(50_000),
    households: 48,
  }),
  dividends('dividends-none', '农户 2022 年分红一分未付', ['household-dividends-paid', 'finding'], {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(31_500),
    paid: 0n,
    households: 30,
  }),
  dividends('dividends-fen-short', '农户分红少付一分钱', ['household-dividends-paid', 'finding'], {
    year: 2022,
    fundKind: '到户资金',
    due: 1_260_000n,
    paid: 1_259_999n,
    households: 12,
  }),
  dividends('dividends-exact', '农户分红足额兑付', ['household-dividends-paid', 'clear'], {
    year: 2022,
    fundKind: '到户资金',
    due: 1_260_000n,
    paid: 1_260_000n,
    households: 12,
  }),
  dividends('dividends-over', '农户分红比约定多付', ['household-dividends-paid', 'clear'], {
    year: 2022,
    fundKind: '到户资金',
    due: 1_260_000n,
    paid: 1_300_000n,
    households: 12,
  }),
  dividends('village-dividends-late', '拖欠村集体 2021 年分红', ['village-dividends-paid', 'finding'], {
    year: 2021,
    fundKind: '村集体资金',
    due: yuanOf(30_000),
    paid: yuanOf(12_000),
    households: null,
  }),
  dividends('in-kind-no-consent', '以羊羔抵分红，没有征得农户同意', ['in-kind-with-consent', 'finding'], {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(42_000),
    paid: yuanOf(42_000),
    households: 40,
    inKind: yuanOf(20_000),
    inKindConsent: false,
  }),
  dividends('in-kind-consent', '以化肥抵部分分红，农户签字同意', ['in-kind-with-consent', 'clear'], {
    year: 2022,
    fundKind: '到户资金',
    due: yuanOf(42_000),
    paid: yuanOf(42_000),
    households: 40,
    inKind: yuanOf(20_000),
    inKindConsent: true,
  }),
  survey('cannot-lead', 'heshui-2023/able-to-lead', ['带动农户能力不足', '社员各干各的，社里无力统一收购'], {
    canLeadHouseholds: false,
  }),
  survey(
    'exit-blocked',
    'heshui-2023/exit-possible',
    ['12 户要求退股，暂不具备条件', '12 户要求退股，账上没有现金'],
    {
      exitWillingHouseholds: 12,
      exitReady: '暂不具备',
    },
  ),
  survey(
    'exit-ready',
    'heshui-2023/exit-possible',
    ['6 户要求退股，具备条件', '6 户要求退股，可按存栏羊只折价'],
    {
      exitWillingHouseholds: 6,
      exitReady: '具备',
    },
  ),
  survey('scale-shrunk', 'heshui-2023/scale-kept', ['受市场影响规模收缩', '存栏由 400 头减到 90 头'], {
    scaleShrunk: true,
  }),
  survey('idle-barns', 'heshui-2023/barns-in-use', ['两栋圈舍闲置', '两栋圈舍空置一年，租不出去'], {
    idleBarns: true,
  }),
  survey(
    'heavy-loss',
    'heshui-2023/no-large-loss',
    ['累计亏损 186 万元，超过出资', '连续三年亏损，贷款到期还不上'],
    {
      lossAmount: yuanOf(1_860_000),
      debtAmount: yuanOf(2_400_000),
      willingToLead: false,
    },
  ),
  survey('small-loss', 'heshui-2023/no-large-loss', ['累计亏损 1 元', '上年略亏'], { lossAmount: yuanOf(1) }),
  survey(
    'misuse-lead',
    'shell-cleanup-2019/no-misuse-lead',
    ['群众反映补助款去向不清', '村民来信反映，已记为线索'],
    { misuse: true },
  ),
  {
    id: 'company-village-dividends',
    says: '公司拖欠村集体分红，厂房闲置',
    rule: 'heshui-2023/village-dividends-paid',
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
    rule: `shuocheng-2021/has-${key}`,
    verdict: 'finding',
    times: key === 'books' ? 3 : 1,
    set: () => ({ five_haves: { [key]: false }, operating_status: {} }),
  })),
  {
    id: 'five-none',
    says: '五有一样也没有',
    rule: 'shuocheng-2021/five-haves',
    verdict: 'finding',
    set: () => ({
      five_haves: { site: false, sign: false, rules: false, books: false, organisation: false },
      operating_status: {},
    }),
  },
  {
    id: 'five-outside-base',
    says: '已经收缩经营，没有账本；不在达标率的基数里',
    rule: 'shuocheng-2021/five-haves',
    verdict: 'clear',
    set: () => ({
      five_haves: { books: false },
      operating_status: { status: '收缩', evidence: '只剩一户在养' },
    }),
  },
  {
    id: 'five-half-known',
    says: '只查了场地和牌子，其余没有查',
    rule: 'shuocheng-2021/five-haves',
    verdict: 'unknown',
    times: 2,
    unknown: ['five_haves.rules', 'five_haves.books', 'five_haves.organisation'],
    set: () => ({ five_haves: {}, operating_status: {} }),
  },
]

export const planStories: readonly Story[] = [...campaignStories, ...fiveStories]

function dividends(
  ...[id, says, [rule, verdict], line]: [
    string,
    string,
    [string, Story['verdict']],
    Record<string, number | bigint | string | boolean | null>,
  ]
): Story {
  const dividendsOnTime = verdict === 'clear' || id.startsWith('in-kind')
  return {
    id,
    says,
    rule: `heshui-2023/${rule}`,
    verdict,
    set: ({ day }) => ({
      survey: { dividendsOnTime },
      dividend_summary: [{ asOf: day, inKind: 0n, inKindConsent: null, ...line }],
    }),
  }
}

function survey(
  ...[id, rule, [says, note], figures]: [
    string,
    string,
    [string, string],
    Record<string, number | bigint | string | boolean>,
  ]
): Story {
  const verdict = id === 'exit-ready' ? 'clear' : 'finding'
  return { id, says, rule, verdict, set: () => ({ survey: { ...figures, note } }) }
}
