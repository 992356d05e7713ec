/** From the chart of 2007 to that of 2023 (财会〔2021〕38号): which account an old balance goes to. */

export interface OldAccount {
  code: string
  name: string
  /** New accounts; more than one where the balance has to be taken apart. */
  to: readonly string[]
  /** How to take it apart. */
  says: string
}

const whole = (code: string, name: string, to = code): OldAccount => ({
  code,
  name,
  to: [to],
  says: '余额整笔转入',
})

/** Old accounts whose balance may have to be converted; results are zero at the turn of a year. */
export const OLD_CHART: readonly OldAccount[] = [
  whole('101', '库存现金'),
  whole('102', '银行存款'),
  {
    code: '113',
    name: '应收款',
    to: ['113'],
    says: '只转非成员的部分；记了成员的，按成员转入 114 成员往来',
  },
  { code: '114', name: '成员往来', to: ['114'], says: '按成员逐人转入，欠社和社欠的不要相抵' },
  whole('121', '产品物资'),
  whole('124', '委托加工物资'),
  whole('125', '委托代销商品'),
  whole('127', '受托代购商品'),
  whole('128', '受托代销商品'),
  whole('131', '对外投资'),
  {
    code: '141',
    name: '牲畜（禽）资产',
    to: ['141', '142', '143'],
    says: '育肥的转 141，产畜、役畜转 142（原价）和 143（已提折旧）',
  },
  {
    code: '142',
    name: '林木资产',
    to: ['141', '142', '143', '144'],
    says: '用材林转 141，经济林转 142 和 143，防护等公益林转 144',
  },
  whole('151', '固定资产'),
  whole('152', '累计折旧'),
  whole('153', '在建工程'),
  whole('154', '固定资产清理'),
  { code: '161', name: '无形资产', to: ['161', '162'], says: '原价转 161，已摊销的转 162' },
  whole('201', '短期借款'),
  {
    code: '211',
    name: '应付款',
    to: ['211', '213', '214', '215'],
    says: '临时用工的转 213，税金转 214，利息转 215，其余非成员的转 211，成员的转 114',
  },
  whole('212', '应付工资'),
  { code: '221', name: '应付盈余返还', to: ['221'], says: '按成员逐人转入' },
  { code: '222', name: '应付剩余盈余', to: ['222'], says: '按成员逐人转入' },
  whole('231', '长期借款'),
  { code: '235', name: '专项应付款', to: ['235'], says: '按补助项目逐项转入' },
  { code: '301', name: '股金', to: ['301'], says: '按成员逐人转入' },
  { code: '311', name: '专项基金', to: ['311'], says: '分国家财政直接补助、他人捐赠转入' },
  whole('321', '资本公积'),
  whole('322', '盈余公积'),
  { code: '331', name: '本年盈余', to: ['332'], says: '年末应无余额；有的先转入未分配盈余' },
  { code: '332', name: '盈余分配', to: ['332'], says: '转入未分配盈余' },
  whole('401', '生产成本'),
]

/** How a balance of the old chart is taken over. */
export function convertOld(code: string): OldAccount | undefined {
  return OLD_CHART.find((one) => one.code === code)
}
