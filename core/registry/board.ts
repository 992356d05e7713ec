import { f } from '../kernel/field.ts'
import { register, type Register } from '../kernel/register.ts'

/** What somebody declared who has no kin in the cooperative: asked and answered, not unknown. */
export const NO_KIN = '没有亲属'

/** 任职亲属申报: who in office is whose kin, declared by the officer himself (B13, D02). */
export const officerKin = register('officer_kin', {
  label: '任职亲属申报',
  answers: ['B13', 'D02'],
  key: ['person', 'other'],
  effective: 'declaredOn',
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    person: f.text('任职人员', { max: 50, aliases: ['姓名', '申报人'] }),
    relation: f.choice('亲属关系', [NO_KIN, '配偶', '父母子女', '兄弟姐妹', '其他近亲属'], {
      aliases: ['关系', '与本人关系'],
      synonyms: {
        无: NO_KIN,
        夫妻: '配偶',
        父子: '父母子女',
        母子: '父母子女',
        父女: '父母子女',
        母女: '父母子女',
      },
    }),
    other: f.text('亲属姓名', {
      max: 50,
      optional: true,
      aliases: ['对方姓名', '亲属'],
      help: '在本社任职的，或与本社有买卖往来的；没有亲属的不填',
    }),
    declaredOn: f.date('申报日期'),
    paper: f.files('申报表', { optional: true }),
    note: f.text('说明', { max: 200, optional: true, aliases: ['备注'] }),
  },
})

/** 代理记账委托: who keeps the books where no accountant is in post (D02). */
export const bookkeepingAgency = register('bookkeeping_agency', {
  label: '代理记账委托',
  answers: ['D02'],
  key: ['agency', 'since'],
  effective: 'since',
  write: ['county', 'township', 'chair', 'accountant'],
  fields: {
    agency: f.text('代理记账机构', { max: 100, aliases: ['机构名称', '受托机构', '代账公司'] }),
    creditCode: f.creditCode('机构统一社会信用代码', { optional: true }),
    licence: f.text('代理记账许可证号', { max: 50, optional: true, aliases: ['许可证书编号', '许可证号'] }),
    since: f.date('委托起始', { aliases: ['起始日期', '合同开始'] }),
    until: f.date('委托终止', { optional: true, aliases: ['终止日期', '合同到期'] }),
    fee: f.money('年费用', { optional: true, aliases: ['服务费', '代理费'] }),
    contract: f.files('委托合同', { optional: true }),
  },
})

/** The registers about who decides and who keeps the books. */
export const boardRegisters: readonly Register[] = [officerKin, bookkeepingAgency]
