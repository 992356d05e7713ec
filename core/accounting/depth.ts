/** How deep a body keeps its books. None is forced; moving up keeps everything. */
export type Depth = 'report' | 'cash' | 'full'

export const DEPTHS: readonly { depth: Depth; label: string; says: string }[] = [
  {
    depth: 'cash',
    label: '收支账',
    says: '没有会计也能记：导入银行、微信流水，逐笔说明是什么收支；先盘点一次家底',
  },
  {
    depth: 'full',
    label: '完整账',
    says: '有会计或代理记账：凭证、余额表、结账、三张报表都在这里办',
  },
  {
    depth: 'report',
    label: '只报表',
    says: '账在别的软件里记：按期导入或录入报表，由系统核对勾稽，数字注明“据报表”',
  },
]

/** What a depth is called. */
export function depthLabel(depth: Depth): string {
  return DEPTHS.find((one) => one.depth === depth)!.label
}
