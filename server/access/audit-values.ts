/** Words that the tables hold for the program. */
export const VALUES: Readonly<Record<string, string>> = {
  preview: '待确认',
  done: '已写入',
  dropped: '已放弃',
  undone: '已撤销',
  ledger: '台账',
  return: '收回的填报表',
  ours: '原有的',
  theirs: '收回的',
  signed: '签名表',
  phone: '手机',
  shares: '股金',
  trades: '交易',
  money: '分配',
  area: '辖区',
  body: '合作社',
  national: '全国',
  on: '是',
  true: '是',
  layOpen: '备查',
  call: '通知开会',
  vote: '表决通过',
  reject: '表决没有通过',
  withdraw: '撤回',
  post: '入账',
  bank: '银行',
  cash: '现金',
  false: '否',
}

/** What the trail calls the tables of assets. */
export const ASSET_SUBJECTS: Readonly<Record<string, string>> = {
  asset_card: '资产卡片',
  asset_event: '资产变动',
  asset_term: '折旧年限、残值、方法的变更',
  asset_work: '资产的工作量',
  depreciation_run: '计提折旧',
}

/** What is divided and paid, charters and what refers to resolutions, as the trail calls it. */
export const LATER_SUBJECTS: Readonly<Record<string, string>> = {
  surplus_plan: '盈余分配方案',
  surplus_action: '盈余分配方案的办理',
  surplus_pay_batch: '兑付清单',
  surplus_pay_result: '兑付结果',
  surplus_pay_return: '付后退回',
  charter: '章程版本',
  resolution_use: '资产处置、对外投资、对外担保、补充清算的决议',
  sign_in_log: '登录日志',
  refused_act: '越权记录',
  refused_act_count: '拒绝次数',
}

export const LATER_COLUMNS: Readonly<Record<string, string>> = {
  adopted_on: '通过日期',
  in_force: '起执行',
  says: '内容',
  conclusion: '结论',
  changed: '修改',
  members: '成员数',
  step: '步骤',
  voucher: '凭证',
  paid: '已付（人）',
  failed: '没有付成（人）',
  returned: '退回（人）',
  links: '环',
  entries: '条数',
}

/** What is done about the second factor of an account, with a version of a charter, and with logs past their term. */
export const LATER_ACTIONS: Readonly<Record<string, string>> = {
  clear: '到期清除',
  filed: '登记备案',
  void: '撤回误登',
  turnOn: '开启',
  turnOff: '关闭',
  reset: '重置',
  useCode: '用恢复码登录',
  renewCodes: '更换恢复码',
}

/** What is done at the doors of households and of who is no member yet. */
export const OUTSIDE_ACTIONS: Readonly<Record<string, string>> = {
  issueCode: '打印入口码',
  setPin: '设置密码',
  changePin: '更换密码',
  enter: '进入',
  lock: '锁定',
  confirm: '确认',
  object: '提出异议',
  ask: '询问',
  answer: '答复',
  openDoor: '开通',
  closeDoor: '关闭',
  apply: '提交申请',
  withdraw: '撤回申请',
  takeRequest: '受理',
  declineRequest: '不受理',
  expire: '到期删除',
}

export const OUTSIDE_SUBJECTS: Readonly<Record<string, string>> = {
  household_access: '成员户入口',
  household_entry: '成员户回应',
  household_answer: '答复成员户',
  joining_door: '网上入社申请的入口',
  joining_request: '网上入社申请',
}
