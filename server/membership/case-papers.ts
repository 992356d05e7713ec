/** Papers of members' cases: what the member signs when a case opens, and the settlement. */
import { caseContent, type CaseContent } from '#contract/membership/life.ts'
import type { Item } from '#contract/kernel/procedures.ts'
import { CHANGES } from '#core/membership/changes.ts'
import { sayDue } from '#core/membership/resettlement.ts'
import { fenOfWire, printYuan } from '#core/values/money.ts'
import type { PaperBlock } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'

/** The paper that the case needs now: an application while nothing is settled, then the settlement. */
export async function casePaper(item: Item): Promise<{ name: string; bytes: Uint8Array }> {
  const content = caseContent.parse(item.payload)
  const { title, body } = sheetOf(item, content)
  const bytes = await officialPaper({
    title: `${item.bodyName ?? ''}\n${title}`,
    body: [
      { kind: 'paragraph', text: `编号：${item.code}` },
      ...body,
      {
        kind: 'signatures',
        rows: [
          ['成员（继承人）签字：', '日期：'],
          ['理事长签字（盖章）：', '日期：'],
        ],
      },
    ],
  })
  return { name: `${item.code}${title}.docx`, bytes }
}

function sheetOf(item: Item, content: CaseContent): Sheet {
  if (item.procedure === 'member_resettlement') return resettlementSheet(content)
  return content.settlement ? settlementSheet(content) : applicationOf(item, content)
}

type Sheet = { title: string; body: PaperBlock[] }

const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text })
const blank = '＿＿＿＿＿＿＿＿'

function facts(rows: readonly (readonly [string, string | undefined])[]): PaperBlock {
  return {
    kind: 'table',
    columns: [
      { heading: '项目', share: 3 },
      { heading: '内容', share: 7 },
    ],
    rows: rows.map(([what, value]) => [what, value || blank]),
  }
}

function applicationOf(item: Item, content: CaseContent): Sheet {
  switch (item.procedure) {
    case 'member_joining':
      return {
        title: '入社申请书',
        body: [
          paragraph(
            '本人了解并愿意遵守本社章程，自愿申请加入本社，履行出资、与本社交易、执行成员大会决议等义务。',
          ),
          facts([
            ['申请人', content.person],
            ['成员类型', content.kind],
            ['身份证号（手写，不录入本表）', ''],
            ['住址', content.village],
            ['联系电话', content.phone],
            ['经营主体（小农户、家庭农场）', content.farm],
            ['种养什么、多大规模', content.grows],
            ['拟出资', content.contribution],
            ['申请日期', content.appliedOn],
          ]),
          paragraph('村级核实意见：＿＿＿＿＿＿＿＿。核实人（签字）：＿＿＿＿＿＿＿＿。'),
          paragraph(
            '理事长或理事会受理意见：＿＿＿＿＿＿＿＿。成员（代表）大会表决：应到＿＿人，实到＿＿人，赞成＿＿票。',
          ),
        ],
      }
    case 'member_leaving':
      return leavingSheet(content)
    case 'member_death':
      return deathSheet(content)
    default:
      return changeSheet(content)
  }
}

function leavingSheet(content: CaseContent): Sheet {
  const expelled = content.way === 'expelled'
  return {
    title: expelled ? '除名事项告知书' : '退社申请书',
    body: [
      facts([
        ['成员', content.memberName],
        [expelled ? '提出日期' : '书面提出日期', content.noticedOn],
        ['依据', `${content.clause ?? ''}${expelled ? '社法第26条' : `，提前 ${content.months ?? ''} 个月`}`],
        ['资格终止日期', content.endsOn],
        ['理由', content.reason],
      ]),
      paragraph(
        expelled
          ? '除名由成员（代表）大会表决。您有权陈述意见，陈述记录：＿＿＿＿＿＿＿＿＿＿＿＿。'
          : '资格终止前，本人继续享有权利、履行义务；已订立的合同继续履行（社法第27条）。',
      ),
      paragraph(
        '资格终止后，按章程规定的方式和期限退还出资额和公积金份额，并按章程分摊终止前的亏损和债务（社法第28条）。',
      ),
    ],
  }
}

function deathSheet(content: CaseContent): Sheet {
  return {
    title: '继承人声明书',
    body: [
      facts([
        ['亡故成员', content.memberName],
        ['亡故日期', content.diedOn],
        ['全部继承人及协议', content.heirs],
        ['承受份额的继承人', content.heir],
        ['与亡故成员的关系', content.relation],
        ['收款人', content.payee],
      ]),
      paragraph('□ 继承人申请入社，承受全部股金，愿意遵守章程，请提请成员（代表）大会表决。'),
      paragraph('□ 继承人不入社，请退还出资额和公积金份额。'),
      paragraph('声明人保证以上是全部继承人，所附公证书、协议或法院文书真实；有遗漏的由声明人负责。'),
    ],
  }
}

function changeSheet(content: CaseContent): Sheet {
  const change = CHANGES[content.what ?? 'payee']
  return {
    title: `${change.label}申请`,
    body: [
      facts([
        ['成员', content.memberName],
        ['申请事项', change.label],
        ['从何日起', content.from],
        ['改为', content.person],
        ['与成员的关系', content.relation],
        ['住址', content.village],
        ...(content.what === 'split' ? [['分出的股金（元）', content.amount] as const] : []),
        ...(content.what === 'holder' ? [['新的银行账号（手写）', ''] as const] : []),
      ]),
      paragraph(change.happens + '。'),
    ],
  }
}

function settlementSheet(content: CaseContent): Sheet {
  const settlement = content.settlement!
  const yuan = (wire: string) => printYuan(fenOfWire(wire) ?? 0n)
  return {
    title: '退社结算单',
    body: [
      paragraph(
        `成员 ${content.memberName ?? ''}，资格于 ${settlement.day} 终止。按当日成员账户结算（单位：元）：`,
      ),
      {
        kind: 'table',
        columns: [
          { heading: '项目', share: 5 },
          { heading: '金额', share: 2, align: 'right' },
          { heading: '依据', share: 3 },
        ],
        rows: [
          ...settlement.lines.map((one) => [one.label, yuan(one.amount), one.clause]),
          ['应退合计', yuan(settlement.total), ''],
        ],
      },
      paragraph(`章程依据和说明：${settlement.ground}`),
      paragraph(`收款人：${content.paidTo ?? content.payee ?? content.memberName ?? ''}`),
    ],
  }
}

function resettlementSheet(content: CaseContent): Sheet {
  const made = content.resettlement
  const yuan = (wire: string) => printYuan(fenOfWire(wire) ?? 0n)
  const grounds = facts([
    ['成员', content.memberName],
    ['原结算编号', content.firstCode],
    ['为什么补充清算', content.reason],
    ['是哪一年的', content.year === undefined ? undefined : `${content.year} 年`],
    ['依据的决议或方案', content.resolution && `${content.resolution}（${content.resolvedOn ?? ''}）`],
  ])
  if (made === undefined) return { title: '补充清算单', body: [grounds] }
  return {
    title: '补充清算单',
    body: [
      grounds,
      paragraph('经核算（单位：元）：'),
      {
        kind: 'table',
        columns: [
          { heading: '项目', share: 5 },
          { heading: '金额', share: 2, align: 'right' },
          { heading: '依据', share: 3 },
        ],
        rows: made.lines.map((one) => [one.label, yuan(one.amount), one.clause]),
      },
      paragraph(`${sayDue(fenOfWire(made.total) ?? 0n)}。章程依据和说明：${made.ground}`),
      paragraph(`收款人（交款人）：${content.paidTo ?? content.memberName ?? ''}`),
    ],
  }
}
