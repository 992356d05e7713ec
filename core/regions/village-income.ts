import { f } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** 村集体经济收入: one record a village and year (L03). */
export const villageIncome = register('village_income', {
  label: '村集体经济收入',
  answers: ['L03'],
  belongsTo: 'area',
  key: ['year'],
  fields: {
    year: f.year('年度', { aliases: ['收入年度', '所属年度'] }),
    income: f.money('村集体经济收入', {
      aliases: ['集体经济收入', '集体经济总收入', '年收入', '村集体年收入'],
    }),
    operating: f.money('其中经营性收入', { optional: true, aliases: ['经营性收入', '经营收入'] }),
    ground: f.text('数据来源', { max: 120, optional: true, aliases: ['来源'] }),
  },
})
