import { Collapse, Flex, Segmented, Tag } from 'antd'
import { StatusTag } from '../ui/tags.tsx'
import { labelOf, registerOf } from './declared.ts'
import type { Import } from './imports-table.tsx'

type Sheet = Import['sheets'][number]

interface ImportSheetsProps {
  one: Import
  chosen: string | undefined
  onChoose: (sheet: string) => void
}

/** Which sheets the file has, and how each column was understood. */
export function ImportSheets(props: ImportSheetsProps) {
  const { sheets } = props.one
  const sheet = sheets.find((one) => one.sheet === props.chosen)
  return (
    <>
      {sheets.length > 1 && (
        <Segmented
          className="gap-below"
          value={props.chosen ?? ''}
          onChange={props.onChoose}
          options={sheets.map((one) => ({
            value: one.sheet,
            label: `${one.sheet}（${one.registerLabel ?? '未识别'} ${one.counts.read} 行）`,
          }))}
        />
      )}
      {sheet !== undefined && <Understood sheet={sheet} />}
    </>
  )
}

function Understood(props: { sheet: Sheet }) {
  const { sheet } = props
  const register = sheet.register === null ? undefined : registerOf(sheet.register)
  const strange = sheet.columns.filter((one) => one.field === null)
  const title = (
    <Flex wrap gap="small" align="center">
      <strong>表头怎样理解</strong>
      {register === undefined ? <StatusTag status="未识别" /> : <Tag color="blue">{register.label}</Tag>}
      <span className="faint">
        {sheet.headingRow === null ? '没有找到表头' : `表头在第 ${sheet.headingRow} 行`}，认出{' '}
        {sheet.columns.length - strange.length} 列
        {strange.length > 0 &&
          `，${strange.length} 列没有用到：${strange.map((one) => one.heading).join('、')}`}
      </span>
    </Flex>
  )
  return (
    <Collapse
      className="gap-below understood"
      defaultActiveKey={register === undefined ? ['columns'] : []}
      items={[
        {
          key: 'columns',
          label: title,
          children: (
            <Flex wrap gap="small">
              {sheet.columns.map((one) => (
                <div
                  key={one.column}
                  className={one.field === null ? 'heading-read strange' : 'heading-read'}
                >
                  <span className="faint">{one.column} 列</span> {one.heading || '（空）'}
                  <span> → {one.field === null ? '不导入' : labelOf(register, one.field)}</span>
                </div>
              ))}
            </Flex>
          ),
        },
      ]}
    />
  )
}
