import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import {
  conversionDraft,
  OLD_BOOKS_TEMPLATE_PATH,
  READ_OLD_BOOKS_PATH,
  type WireConversionDraft,
} from '#contract/accounting/conversion.ts'
import type { Conversion } from '#core/accounting/conversion.ts'
import { oldAccountOf } from '#core/accounting/old-chart.ts'
import { readOldTrial, sheetOfText } from '#core/accounting/old-trial.ts'
import type { Problem } from '#core/values/problem.ts'
import { printYuan } from '#core/values/money.ts'
import { link, upload, useTellProblems } from '../shell/api.ts'
import { DropFiles } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'
import type { OpenedBook } from './book.ts'
import { typedOf, type TypedBalance, type TypedConversion } from './conversion-draft.ts'

interface StepProps {
  book: OpenedBook
  typed: TypedConversion
  onChange: (typed: TypedConversion) => void
  made: Conversion
}

/** Step one: the old balances, from a file, pasted, or typed account by account. */
export function OldBalances(props: StepProps) {
  const { book, typed, made } = props
  const take = (draft: WireConversionDraft) => props.onChange(typedOf(draft))
  // What is wrong with a split is told where it is split.
  const told = made.problems.filter((one) =>
    ['conversion-amount', 'conversion-twice', 'conversion-side', 'conversion-result'].includes(one.code),
  )
  const change = (index: number, part: Partial<TypedBalance>) =>
    props.onChange({
      ...typed,
      balances: typed.balances.map((one, at) => (at === index ? { ...one, ...part } : one)),
    })
  return (
    <section className="panel" aria-label="旧账余额">
      <h3>{book.startedOn} 以前的旧账余额（2007 年科目）</h3>
      <p className="faint">
        先在旧账里结转本年盈余、盘点清查，再按科目余额表填。记账软件导出的余额表可以直接上传，带成员、单位明细的会自动预先拆分。重新上传会换掉下面已填的。
      </p>
      <Sources book={book} onRead={take} />
      {told.length > 0 && <Problems problems={told} withPlace={false} />}
      <BalancesTable rows={typed.balances} onChange={change} />
      <p role="status">
        借方合计 <strong className="number">{printYuan(made.old.debit)}</strong> 元，贷方合计{' '}
        <strong className="number">{printYuan(made.old.credit)}</strong> 元，
        {made.old.debit === made.old.credit
          ? '借贷相等'
          : `相差 ${printYuan(made.old.debit - made.old.credit)} 元`}
      </p>
    </section>
  )
}

function Sources(props: { book: OpenedBook; onRead: (draft: WireConversionDraft) => void }) {
  const { book } = props
  const [busy, setBusy] = useState(false)
  const [pasting, setPasting] = useState(false)
  const tell = useTellProblems()
  const send = async (file: File) => {
    setBusy(true)
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      props.onRead(await upload(link(READ_OLD_BOOKS_PATH, { body: book.body }), form, conversionDraft))
    } catch (error) {
      tell(error)
    }
    setBusy(false)
  }
  return (
    <>
      <Flex wrap gap="small" className="gap-below">
        <Button href={link(OLD_BOOKS_TEMPLATE_PATH, { body: book.body })}>下载模板（.xlsx）</Button>
        <Button onClick={() => setPasting(!pasting)}>从表格粘贴</Button>
      </Flex>
      {pasting ? (
        <Paste book={book} onRead={props.onRead} />
      ) : (
        <DropFiles
          busy={busy}
          onFiles={(files) => void send(files[0]!)}
          says="把旧账的科目余额表拖到这里，或点击选择"
        />
      )}
    </>
  )
}

function Paste(props: { book: OpenedBook; onRead: (draft: WireConversionDraft) => void }) {
  const [text, setText] = useState('')
  const [problems, setProblems] = useState<Problem[]>([])
  const read = () => {
    const outcome = readOldTrial(sheetOfText(text), props.book.members)
    setProblems(outcome.ok ? [] : outcome.problems)
    if (outcome.ok) {
      const { balances, parts } = outcome.value
      props.onRead({ balances: [...balances], parts: [...parts] })
    }
  }
  return (
    <div className="gap-below">
      <Input.TextArea
        aria-label="粘贴旧账余额表"
        placeholder="在表格里选中科目编码、名称、借方余额、贷方余额几列，复制后粘贴到这里"
        rows={6}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Problems problems={problems} withPlace={false} />
      <Button type="primary" className="gap-above" disabled={text.trim() === ''} onClick={read}>
        读取粘贴的余额
      </Button>
    </div>
  )
}

interface TableProps {
  rows: readonly TypedBalance[]
  onChange: (index: number, part: Partial<TypedBalance>) => void
}

/** Whether the balance of the account can stand on that side, or does by mistake. */
const stands = (row: TypedBalance, side: 'debit' | 'credit'): boolean => {
  const of = oldAccountOf(row.code).side
  return of === 'both' || of === side || row[side] !== ''
}

function BalancesTable(props: TableProps) {
  return (
    <table className="entry gap-above old-balances">
      <thead>
        <tr>
          <th>旧科目</th>
          <th>借方余额（元）</th>
          <th>贷方余额（元）</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, index) => (
          <tr key={row.code}>
            <td>
              {row.code} {row.name}
            </td>
            {(['debit', 'credit'] as const).map((side) => (
              <td key={side}>
                {stands(row, side) && (
                  <Input
                    aria-label={`${row.code} ${row.name}${side === 'debit' ? '借方' : '贷方'}`}
                    className="number"
                    inputMode="decimal"
                    size="small"
                    value={row[side]}
                    onChange={(event) => props.onChange(index, { [side]: event.target.value })}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
