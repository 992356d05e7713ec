import type { Story } from './story.ts'

/** Codes, names, amounts and places as lists really write them. */
const listStories: readonly Story[] = [
  list(
    'code-missing',
    '没有统一社会信用代码',
    ['credit-code/code-present', 'finding'],
    { creditCode: 'missing' },
    2,
  ),
  list('code-wrong-digit', '代码抄错一位，校验不符', ['credit-code/code-valid', 'finding'], {
    creditCode: 'wrong-digit',
  }),
  list(
    'code-old-number',
    '只有 15 位旧注册号',
    ['credit-code/code-present', 'finding'],
    { creditCode: 'old-number' },
    4,
  ),
  list('code-of-company', '合作社的代码以 91 开头', ['credit-code/code-fits-kind', 'finding'], {
    creditCode: 'company',
  }),
  list('code-small-letters', '代码用小写和全角字符录入', ['credit-code/code-valid', 'clear'], {
    creditCode: 'small-letters',
  }),
  list('code-twin', '代码抄成了另一家的', [null, 'asked'], {
    creditCode: 'twin',
    registeredOn: '2022-11-30',
  }),
  list('capital-phone', '出资额一栏填了电话号码', [null, 'asked'], { capital: 'phone' }),
  list('same-name', '与另一乡镇的合作社同名', [null, 'clear'], { sameName: true, address: 'county' }),
  list('in-two-sheets', '在两张表里，第二张少填出资额', [null, 'clear'], { twice: true, address: 'county' }),
  list('outside-county', '住所在邻县', [null, 'asked'], { address: 'outside' }),
  list('struck-off', '已注销，名单里还有', [null, 'clear'], { state: '注销' }, 2),
  list('revoked', '营业执照已吊销，未办注销', ['registration-rules/revoked-then-cancelled', 'finding'], {
    state: '吊销未注销',
  }),
  list(
    'before-the-law',
    '成立于 2006 年，早于登记制度',
    ['cooperative-law/registered-after-law', 'finding'],
    {
      registeredOn: '2006-04-18',
    },
  ),
]

const PAPER = { issuedOn: '2014-05-20', validUntil: null, shelf: '档案柜1-3', files: null }

/** Posts that may not be held together, and papers (社法 14、19、33、38). */
const officerStories: readonly Story[] = [
  officers('no-chair', '没有在任的理事长', 'one-chair'),
  officers('supervisor-is-accountant', '财务会计兼任监事', 'supervisors-apart'),
  officers('supervisor-is-director', '理事兼任监事', 'supervisors-apart'),
  officers('official-in-post', '在册公务人员任理事', 'no-officials-in-post'),
  papers('no-charter', '档案里没有章程', 'charter-on-file', ['营业执照', '成员名册']),
  papers('no-roll', '档案里没有成员名册', 'member-roll-kept', ['营业执照', '章程']),
]

/** Federations: at least three cooperatives, one vote each (社法 56); a branch does not count as a cooperative. */
const kindStories: readonly Story[] = [
  federation('federation-2', '联合社只有 2 个成员社，不足 3 个', 2, 'finding'),
  federation('federation-3', '联合社恰有 3 个成员社', 3, 'clear'),
  federation('federation-6', '联合社有 6 个成员社', 6, 'clear'),
  {
    id: 'branch',
    says: '合作社的分社，不单独计数',
    rule: 'registration-rules/branches-not-counted',
    verdict: 'finding',
    kind: '合作社分支机构',
    times: 4,
  },
]

export const standingStories: readonly Story[] = [...listStories, ...officerStories, ...kindStories]

function list(
  ...[id, says, [rule, verdict], written, times = 1]: [
    string,
    string,
    [string | null, Story['verdict']],
    NonNullable<Story['written']>,
    number?,
  ]
): Story {
  return { id, says, rule, verdict, written, times }
}

/** What is wrong with the posts is made where the officers are (officers.ts), by the id of the story. */
function officers(...[id, says, rule]: [string, string, string]): Story {
  return { id, says, rule: `cooperative-law/${rule}`, verdict: 'finding', set: () => ({ officer: {} }) }
}

function papers(...[id, says, rule, kinds]: [string, string, string, string[]]): Story {
  const document = kinds.map((kind) => ({ kind, title: kind, ...PAPER }))
  return {
    id,
    says,
    rule: `cooperative-law/${rule}`,
    verdict: 'finding',
    times: 2,
    set: () => ({ document }),
  }
}

function federation(...[id, says, members, verdict]: [string, string, number, Story['verdict']]): Story {
  const counts = { members, farmers: 0, organisations: members }
  const rule = 'cooperative-law/federation-at-least-three'
  return { id, says, rule, verdict, kind: '农民专业合作社联合社', set: () => ({ member_summary: counts }) }
}
