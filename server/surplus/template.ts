import { writeWorkbook } from '#server/files/workbook/write.ts'

const YEAR_ROWS: readonly (readonly [label: string, note: string])[] = [
  ['合作社名称', '按营业执照'],
  ['年度', '如 2025'],
  ['类型', '专业合作社或联合社；联合社按自己的章程分配，不硬套 60%'],
  ['本年盈余（元）', '必填。盈余及盈余分配表第12行；亏损写负数'],
  ['年初未分配盈余（元）', '以前年度有亏损的写负数'],
  ['其他转入（元）', '用公积金弥补亏损等转入的'],
  ['尚未列支的服务报酬（元）', '管理、技术、信息、商标等报酬，还没有记入成本费用的部分'],
  ['提取公积金比例', '如 10%；按弥补亏损后的盈余计算。与下一行只填一项'],
  ['提取公积金金额（元）', '章程或大会决议定的是金额时填'],
  ['公积金提取上限', '本地方案有规定时填，如 15%；法律没有规定上限'],
  ['按交易量（额）返还比例', '必填，如 60%；不得低于可分配盈余的 60%'],
  ['章程规定的返还比例', '章程写明比例的填，如 65%；返还少于章程的列为问题。没有写明的不填'],
  ['章程规定的公积金比例', '章程写明比例的填，如 10%；提取与章程不同的列为问题。没有写明的不填'],
  ['返还依据', '交易额或交易量；缺省为交易额'],
  ['财政补助形成财产（元）', '填总额的按人头平均量化；已量化到成员的填在成员表'],
  ['捐赠形成财产（元）', '同上'],
  ['公积金量化依据', '出资额、交易量（额）或平均，按章程；缺省为出资额'],
  ['转为成员出资比例', '成员（代表）大会同意把一部分转为出资时填'],
  ['备查日期', '会议记录，可以不填：财务报告和方案放在办公地点备查的那一天'],
  ['成员大会日期', '会议记录，可以不填'],
  ['出席人数（含书面委托）', '会议记录，可以不填；须达到成员的三分之二'],
  ['附加表决权总数', '章程设有附加表决权的填；不得超过成员数的 20%'],
  ['赞成票', '会议记录，可以不填；须超过全社表决权总数的一半。由成员代表大会表决的按章程，不填这几行'],
]

/** The empty form of a division: one sheet for the year, one for the members. */
export function divisionTemplate(): Promise<Uint8Array> {
  return writeWorkbook({
    properties: { title: '盈余分配模板' },
    sheets: [
      {
        name: '年度数据',
        title: '盈余分配年度数据',
        columns: [
          { heading: '项目', width: 28, kind: 'text' },
          { heading: '数值', width: 22, kind: 'text' },
          { heading: '说明', width: 60, kind: 'text' },
        ],
        rows: YEAR_ROWS.map(([label, note]) => [label, '', note]),
        footer: '几种产品按交易量返还的，在上面加行：折算系数（产品名），数值按章程填写。',
      },
      {
        name: '成员',
        title: '成员表',
        columns: [
          { heading: '成员编号', width: 12, kind: 'text' },
          { heading: '成员姓名', width: 14, kind: 'text' },
          { heading: '出资额（元）', width: 16, kind: 'money' },
          { heading: '公积金份额（元）', width: 18, kind: 'money' },
          { heading: '财政补助量化份额（元）', width: 24, kind: 'money' },
          { heading: '捐赠量化份额（元）', width: 20, kind: 'money' },
          { heading: '交易量', width: 14, kind: 'number' },
          { heading: '交易额（元）', width: 16, kind: 'money' },
        ],
        rows: [],
      },
    ],
  })
}
