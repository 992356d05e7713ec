import { fact, type Fact } from '../kernel/fact.ts'

const OF_MEETINGS = {
  reads: [{ register: 'body', fields: ['name'] }],
  dependsOnDay: true,
} as const

const OF_GUARANTEES = {
  reads: [{ register: 'guarantee', fields: ['debtor', 'amount', 'since', 'state', 'endedOn'] }],
  dependsOnDay: true,
} as const

/** What the registers of resolutions and of charters say (B02, B04, B07; 社法 29–31). */
export const meetingFacts: readonly Fact[] = [
  fact('charters_unresolved', {
    label: '没有对上决议的章程修改',
    type: 'count',
    unit: '次',
    formula:
      '截至该日登记的章程版本中，不是第一版、又没有对上已定案的成员大会决议的版数；本社在这里登记第一版章程、也没有开过会以前就在纸上改了的不计；没有登记过章程版本的为未知',
    ...OF_MEETINGS,
  }),
  fact('charters_unfiled', {
    label: '超过三十日没有备案的章程修改',
    type: 'count',
    unit: '次',
    formula: '修改后的章程通过已满三十日的次日起，到该日还没有登记备案的版数；没有登记过章程版本的为未知',
    ...OF_MEETINGS,
  }),
  fact('last_year_meetings', {
    label: '上一年的成员大会',
    type: 'count',
    unit: '次',
    formula: '该日的上一年里开过并已定案的成员大会次数；到上一年底还没有在这里登记过任何一次大会的为未知',
    ...OF_MEETINGS,
  }),
  fact('has_guarantees', {
    label: '有对外担保',
    type: 'flag',
    formula: '该日“对外担保”台账里有本社没有解除的担保的为是，其余为否',
    ...OF_GUARANTEES,
  }),
  fact('guarantees_unresolved', {
    label: '没有对上决议的对外担保',
    type: 'count',
    unit: '笔',
    formula: '截至该日登记、没有解除的对外担保中，没有对上已定案的成员大会决议的笔数',
    ...OF_GUARANTEES,
  }),
  fact('guarantees_late', {
    label: '决议晚于起始日的对外担保',
    type: 'count',
    unit: '笔',
    formula: '截至该日登记、没有解除的对外担保中，最后对上的成员大会决议晚于担保起始日的笔数',
    ...OF_GUARANTEES,
  }),
]
