/** What steps and movements of a grant are called, on the screen and in the sheets alike. */
import type { GrantStep } from './grant-check.ts'

export const STEP_WORDS: Readonly<Record<GrantStep, string>> = {
  register: '登记项目',
  budget: '登记预算',
  record: '看凭证、记账',
  attach: '给凭证补附票据照片',
  assign: '把凭证归到预算',
  photo: '上传现场照片',
  card: '登记资产卡片',
  assets: '看资产、恢复使用或处置',
  divide: '做盈余分配方案，量化到成员',
  report: '据报表补填',
  spent: '在预算里补填、核对支出',
}

export const MOVE_WORDS = {
  opening: '建账时结余',
  in: '到账',
  out: '支出',
  back: '退回',
  both: '先建后补',
} as const

export const STATE_WORDS = { used: '在用', idle: '闲置', disposed: '已处置' } as const
