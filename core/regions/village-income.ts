import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** 村集体经济收入: one record a village and year (L03). */
export const villageIncome = register('village_income', {
  label: '村集体经济收入',
  answers: ['L03', 'D12'],
  belongsTo: 'area',
  key: ['year'],
  fields: {
    year: f.year('年度', { aliases: ['收入年度', '所属年度'] }),
    income: f.money('村集体经济收入', {
      aliases: ['集体经济收入', '集体经济总收入', '年收入', '村集体年收入'],
    }),
    operating: f.money('其中经营性收入', { optional: true, aliases: ['经营性收入', '经营收入'] }),
    leased: f.money('其中发包及出租收入', {
      optional: true,
      aliases: ['发包收入', '发包及上交收入', '租赁收入'],
    }),
    invested: f.money('其中投资收益和入社分红', {
      optional: true,
      aliases: ['投资收益', '入社分红', '分红收入'],
    }),
    subsidy: f.money('其中补助收入', { optional: true, aliases: ['补助收入', '财政补助收入'] }),
    other: f.money('其中其他收入', { optional: true, aliases: ['其他收入'] }),
    ground: f.text('数据来源', { max: 120, optional: true, aliases: ['来源'] }),
  },
})
