import { f } from '../kernel/field.ts'
import { register, type Register } from '../kernel/register.ts'

/** 辅导员名册: who advises cooperatives, at which level, since when (I01). One record a person and level. */
export const counsellor = register('counsellor', {
  label: '辅导员名册',
  answers: ['I01'],
  belongsTo: 'area',
  key: ['name', 'level'],
  effective: 'since',
  fields: {
    name: f.text('姓名', { max: 40, aliases: ['辅导员', '辅导员姓名'] }),
    level: f.choice('辅导员级别', ['县级', '乡镇级', '村级'], { aliases: ['级别', '层级'] }),
    unit: f.text('所在单位', { max: 80, optional: true, aliases: ['工作单位', '单位'] }),
    since: f.date('聘任日期', { aliases: ['选聘日期', '起聘日期'] }),
    until: f.date('解聘日期', { optional: true, aliases: ['终止日期', '退出日期'] }),
    paper: f.text('聘任文件', { max: 120, optional: true, aliases: ['聘书编号', '依据'] }),
  },
})

/** 培训台账: one record a session (I04, I05). */
export const trainingSession = register('training_session', {
  label: '培训台账',
  answers: ['I04', 'I05'],
  belongsTo: 'area',
  key: ['heldOn', 'topic'],
  effective: 'heldOn',
  fields: {
    heldOn: f.date('培训日期', { aliases: ['举办日期', '时间'] }),
    topic: f.text('培训主题', { max: 100, aliases: ['培训内容', '主题', '培训班名称'] }),
    audience: f.choice('培训对象', ['理事长', '财务人员', '辅导员', '村党组织书记', '混合'], {
      aliases: ['参训对象'],
    }),
    attendees: f.count('参训人次', { unit: '人次', aliases: ['参训人数', '培训人数', '人次'] }),
    days: f.count('培训天数', { unit: '天', optional: true }),
    cost: f.money('经费', { optional: true, aliases: ['培训经费'] }),
    signIn: f.files('签到表', { optional: true }),
  },
})

/** The registers of guidance. */
export const guidanceRegisters: readonly Register[] = [counsellor, trainingSession]
