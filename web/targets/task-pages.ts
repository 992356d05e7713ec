import { policyTask } from '#core/targets/policy-task.ts'
import type { ProcedurePages } from '../procedure/declared.ts'

/** 任务进度: clauses, duties and decisions as tasks of units. */
export const policyTaskPages: ProcedurePages = {
  of: policyTask,
  title: '任务进度',
  says: '方案条款和联席会议决定落到哪个单位、什么期限、办到哪一步、凭什么算完成；逾期标红，临近期限标黄',
  empty: '还没有任务。先在“单位名单”里登记单位，再从方案条款生成',
  itemWord: '任务',
  units: true,
}
