import type { OfficialPaper } from './official-paper.ts'

/** A notice with everything that a paper may have, for tests of the layout. The office is a fictional one. */
export const NOTICE: OfficialPaper = {
  issuer: '青禾县农业农村局文件',
  number: '青农发',
  title: '关于开展农民专业合作社规范提升行动\n问题整改工作的通知',
  addressee: '各乡镇人民政府，县级有关单位',
  body: [
    {
      kind: 'paragraph',
      text: '为规范农民专业合作社运行，按照《中华人民共和国农民专业合作社法》有关规定，经对全县764家合作社逐社核查，现将有关事项通知如下：',
    },
    { kind: 'heading', level: 1, text: '总体要求' },
    {
      kind: 'paragraph',
      text: '坚持边查边改、立行立改，2023年6月30日前完成整改，做到底数清、问题清、责任清。',
    },
    { kind: 'heading', level: 1, text: '重点任务' },
    { kind: 'heading', level: 2, text: '清理“空壳社”' },
    { kind: 'heading', level: 3, text: '无实质经营活动的合作社' },
    {
      kind: 'paragraph',
      text: '连续两年未从事经营活动的，引导其简易注销；确有经营意愿的，限期恢复经营并补报年度报告。',
    },
    { kind: 'heading', level: 4, text: '登记事项' },
    { kind: 'paragraph', text: '成员人数、成员比例与登记不符的，限期变更登记。' },
    { kind: 'heading', level: 2, text: '规范盈余分配' },
    {
      kind: 'table',
      caption: '问题整改清单',
      columns: [
        { heading: '序号', share: 8, align: 'center' },
        { heading: '合作社名称', share: 24 },
        { heading: '存在问题', share: 30 },
        { heading: '整改时限', share: 18, align: 'center' },
        { heading: '涉及金额（元）', share: 20, align: 'right' },
      ],
      rows: Array.from({ length: 14 }, (_, i) => [
        `${i + 1}`,
        `青禾县第${i + 1}种植农民专业合作社`,
        '可分配盈余按成员与本社的交易量（额）比例返还的返还总额低于百分之六十',
        '2023-06-30',
        '1,234,567.89',
      ]),
    },
    { kind: 'paragraph', text: '各乡镇要明确专人负责，逐社建立台账，整改一个、销号一个。' },
    {
      kind: 'signatures',
      rows: [
        ['理事长（签字）：', '日期：'],
        ['乡镇审核（签章）：', '日期：'],
      ],
    },
  ],
  attachments: [
    '合作社问题整改台账',
    '一社一策整改方案（样式）及填写说明，供各乡镇在组织填报和逐社核对时使用',
  ],
  signer: '青禾县农业农村局',
  date: '2023-03-05',
  note: '联系人：农村合作经济指导股，电话：0900-0000000',
}

/** A plan for one cooperative, without a red head and with a signer whose name is longer than the day. */
export const PLAN: OfficialPaper = {
  number: '青农整改',
  title: '青禾县三会种植农民专业合作社整改方案',
  body: [
    { kind: 'heading', level: 1, text: '基本情况' },
    { kind: 'paragraph', text: '该社成立于2010年1月31日，成员5户，其中农民成员4户。' },
    { kind: 'heading', level: 1, text: '整改措施' },
    { kind: 'paragraph', text: '补报2022年度报告，补建成员账户。' },
  ],
  attachments: ['整改佐证材料'],
  signer: '青禾县农村合作经济经营管理服务中心办公室',
}
