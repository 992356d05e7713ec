import type { Story } from './story.ts'

/** Codes, names, amounts and places as lists really write them. */
const listStories: readonly Story[] = [
  list('code-missing', '没有统一社会信用代码', 'finding', { creditCode: 'missing' }, 2),
  list('code-wrong-digit', '代码抄错一位，校验不符', 'finding', { creditCode: 'wrong-digit' }),
  list('code-old-number', '只有 15 位旧注册号', 'finding', { creditCode: 'old-number' }, 4),
  list('code-of-company', '合作社的代码以 91 开头', 'finding', { creditCode: 'company' }),
  list('code-small-letters', '代码用小写和全角字符录入', 'clear', { creditCode: 'small-letters' }),
  list('code-twin', '代码与另一家相同，其中一家抄错', 'asked', { creditCode: 'twin' }),
  list('capital-phone', '出资额一栏填了电话号码', 'asked', { capital: 'phone' }),
  list('same-name', '与另一乡镇的合作社同名', 'clear', { sameName: true, address: 'county' }),
  list('in-two-sheets', '同一家合作社在两张表里，名称写法略有不同', 'clear', {
    twice: true,
    address: 'county',
  }),
  list('outside-county', '住所在邻县', 'asked', { address: 'outside' }),
  list('struck-off', '已注销，名单里还有', 'clear', { state: '注销' }, 2),
  list('revoked', '营业执照已吊销，未办注销', 'finding', { state: '吊销未注销' }),
]

/** Posts that may not be held together, and papers (社法 14、33、38). */
const officerStories: readonly Story[] = [
  officers('no-chair', '没有在任的理事长', '社法 33'),
  officers('supervisor-is-accountant', '财务会计兼任监事', '社法 33'),
  officers('supervisor-is-director', '理事兼任监事', '社法 33'),
  officers('official-in-post', '在册公务人员任理事', '社法 38'),
  {
    id: 'no-charter',
    says: '档案里没有章程',
    clause: '社法 14',
    verdict: 'finding',
    times: 2,
    set: () => ({
      document: [
        {
          kind: '营业执照',
          title: '营业执照',
          issuedOn: '2014-05-20',
          validUntil: null,
          shelf: '档案柜1-3',
          files: null,
        },
      ],
    }),
  },
]

/** Federations: at least three cooperatives, one vote each (社法 56). */
const federationStories: readonly Story[] = [
  federation('federation-2', '联合社只有 2 个成员社，不足 3 个', 2, 'finding'),
  federation('federation-3', '联合社恰有 3 个成员社', 3, 'clear'),
  federation('federation-6', '联合社有 6 个成员社', 6, 'clear'),
]

export const standingStories: readonly Story[] = [...listStories, ...officerStories, ...federationStories]

function list(
  ...[id, says, verdict, written, times = 1]: [
    string,
    string,
    Story['verdict'],
    NonNullable<Story['written']>,
    number?,
  ]
): Story {
  return { id, says, clause: '名录', verdict, written, times }
}

/** What is wrong with the posts is made where the officers are (officers.ts), by the id of the story. */
function officers(...[id, says, clause]: [string, string, string]): Story {
  return { id, says, clause, verdict: 'finding', set: () => ({ officer: {} }) }
}

function federation(...[id, says, members, verdict]: [string, string, number, Story['verdict']]): Story {
  const counts = { members, farmers: 0, organisations: members }
  const set = () => ({ member_summary: counts })
  return { id, says, clause: '社法 56', verdict, kind: '农民专业合作社联合社', set }
}
