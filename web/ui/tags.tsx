import { Popover, Tag } from 'antd'

/** One colour for each status word, the same on lists, charts and cards; the word always stands beside it. */
const COLOURS: Readonly<Record<string, string>> = {
  正常: 'green',
  已备案: 'green',
  规范: 'green',
  存续: 'green',
  已返回: 'green',
  已销号: 'green',
  已办结: 'green',
  已接收: 'green',
  已通过: 'green',
  已写入: 'green',
  达到: 'green',
  按进度: 'blue',
  未到期: 'cyan',
  待补正: 'gold',
  落后: 'red',
  新增: 'blue',
  待写入: 'blue',
  有变化: 'gold',
  收缩: 'gold',
  部分返回: 'gold',
  部分撤销: 'gold',
  已撤销: 'default',
  待确认: 'gold',
  待核实: 'gold',
  提升: 'gold',
  退回补正: 'orange',
  基本规范: 'gold',
  一般: 'orange',
  歇业备案: 'orange',
  停业歇业: 'orange',
  整改中: 'blue',
  待交办: 'blue',
  待复核: 'blue',
  待核验: 'blue',
  已退回: 'orange',
  不规范: 'red',
  严重: 'red',
  空壳: 'red',
  清理: 'red',
  逾期: 'red',
  拒绝: 'red',
  吊销未注销: 'red',
  未返回: 'red',
  休眠: 'purple',
  注销: 'default',
  迁出: 'default',
  提示: 'cyan',
  已列入计划: 'cyan',
  审计实施中: 'blue',
  报告已出: 'blue',
  问题整改中: 'gold',
  未列入计划: 'orange',
  已通报: 'green',
  待通报: 'gold',
  待监事审签: 'gold',
}

/** The colour of a status word; words that nobody has given a colour are grey. */
export function colourOf(status: string): string {
  return COLOURS[status] ?? 'default'
}

export function StatusTag(props: { status: string | null | undefined; hint?: string }) {
  if (!props.status) return <Tag>未知</Tag>
  return (
    <Tag color={colourOf(props.status)} title={props.hint}>
      {props.status}
    </Tag>
  )
}

const SEVERITIES = { serious: '严重', ordinary: '一般', hint: '提示' } as const

/** The weight of a finding or rule. */
export function SeverityTag(props: { severity: keyof typeof SEVERITIES }) {
  return <StatusTag status={SEVERITIES[props.severity]} />
}

export interface Source {
  import?: string | undefined
  file?: string | undefined
  sheet?: string | undefined
  row?: number | undefined
  columns?: Record<string, string> | undefined
  sender?: string | undefined
  receiver?: string | undefined
}

/** Where a value came from: the file's row, shown whole with sheet, cell, sender and receiver on hover or touch. */
export function SourceTag(props: { source: Source | null | undefined; field?: string }) {
  const { source } = props
  if (!source?.file) return null
  const column = props.field === undefined ? undefined : source.columns?.[props.field]
  const cell = source.row === undefined ? '' : `${column ?? ''}${source.row}`
  const lines = [
    ['文件', source.file],
    ['工作表', source.sheet],
    [column === undefined ? '行' : '单元格', cell],
    ['报送人', source.sender],
    ['接收人', source.receiver],
  ].filter(([, text]) => text)
  const content = (
    <dl className="figure-answer">
      {lines.map(([word, text]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
  return (
    <Popover content={content} title="来源">
      <button type="button" className="source-tag">
        {cell === '' ? '来源' : `来源 ${cell}`}
      </button>
    </Popover>
  )
}
