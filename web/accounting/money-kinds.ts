/** What kinds of money accounts are called. */
export const KIND_LABELS = {
  bank: '银行户',
  wechat: '社里的微信',
  alipay: '社里的支付宝',
  person: '经手人自己的卡、微信',
} as const
