import { AutoComplete, Button, Flex, Input, Select } from 'antd'
import { accountOf, CHART } from '#core/accounting/chart.ts'
import { fenOfWire, wireOfFen } from '#core/values/money.ts'
import { Money } from '../ui/values.tsx'
import { type OpenedBook, wireOfTyped } from './book.ts'

export interface DraftLine {
  account: string
  member: string
  party: string
  item: string
  debit: string
  credit: string
  /** Which one: only where the editor asks. */
  note?: string
}

export const emptyLine = (account = ''): DraftLine => ({
  account,
  member: '',
  party: '',
  item: '',
  debit: '',
  credit: '',
})

const ACCOUNTS = CHART.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))

interface LinesEditorProps {
  lines: readonly DraftLine[]
  onChange: (lines: DraftLine[]) => void
  book: OpenedBook
  accounts?: readonly { value: string; label: string }[]
  /** Asks which one each line is. */
  noted?: boolean
  /** How the lines stand, where they need not balance in themselves. */
  status?: React.ReactNode
}

/** Lines of an entry, typed one below the other; each asks for what its account needs. */
export function LinesEditor(props: LinesEditorProps) {
  const change = (index: number, part: Partial<DraftLine>) =>
    props.onChange(props.lines.map((line, at) => (at === index ? { ...line, ...part } : line)))
  const [debit, credit] = [sumOf(props.lines, 'debit'), sumOf(props.lines, 'credit')]
  return (
    <>
      <ul className="lines">
        {props.lines.map((line, index) => (
          <li key={index}>
            <LineInputs
              line={line}
              row={index + 1}
              book={props.book}
              accounts={props.accounts ?? ACCOUNTS}
              noted={props.noted === true}
              onChange={(part) => change(index, part)}
            />
            <Button
              type="text"
              aria-label={`删去第 ${index + 1} 行`}
              onClick={() => props.onChange(props.lines.filter((_, at) => at !== index))}
            >
              删去
            </Button>
          </li>
        ))}
      </ul>
      <Flex wrap gap="middle" align="center" className="gap-below">
        <Button onClick={() => props.onChange([...props.lines, emptyLine()])}>加一行</Button>
        <span>
          借方合计 <Money yuan={wireOfFen(debit)} unit />
        </span>
        <span>
          贷方合计 <Money yuan={wireOfFen(credit)} unit />
        </span>
        <span role="status">
          {props.status !== undefined ? (
            props.status
          ) : debit === 0n && credit === 0n ? (
            '还没有填'
          ) : debit === credit ? (
            '借贷相等'
          ) : (
            <>
              相差 <Money yuan={wireOfFen(debit - credit)} unit />
            </>
          )}
        </span>
      </Flex>
    </>
  )
}

/** Sum of one side of what was typed. */
export function sumOf(lines: readonly DraftLine[], side: 'debit' | 'credit'): bigint {
  return lines.reduce((sum, line) => sum + (fenOfWire(wireOfTyped(line[side])) ?? 0n), 0n)
}

/** Lines as they travel; empty ones are left out. */
export function wireLines(lines: readonly DraftLine[]) {
  return lines
    .filter((line) => line.account !== '' || line.debit !== '' || line.credit !== '')
    .map((line) => ({
      ...Object.fromEntries(Object.entries(line).filter(([, value]) => value !== '')),
      account: line.account,
      ...(line.debit !== '' && { debit: wireOfTyped(line.debit) }),
      ...(line.credit !== '' && { credit: wireOfTyped(line.credit) }),
    }))
}

interface LineInputsProps {
  line: DraftLine
  row: number
  book: OpenedBook
  accounts: readonly { value: string; label: string }[]
  noted: boolean
  onChange: (part: Partial<DraftLine>) => void
}

function LineInputs(props: LineInputsProps) {
  const { line, row, book, onChange } = props
  const account = accountOf(line.account)
  const needs = account?.needs ?? ''
  const name = (word: string) => `第 ${row} 行${word}`
  return (
    <>
      <Select
        aria-label={name('科目')}
        {...(line.account !== '' && { value: line.account })}
        placeholder="选择科目"
        showSearch={{ optionFilterProp: 'label' }}
        options={[...props.accounts]}
        onChange={(value: string) => onChange({ account: value, member: '', party: '', item: '' })}
      />
      <span className="line-details">
        {(needs === 'member' || needs === 'principal') && (
          <Select
            aria-label={name('成员')}
            {...(line.member !== '' && { value: line.member })}
            placeholder="选择成员"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={book.members.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(value?: string) => onChange({ member: value ?? '' })}
          />
        )}
        {(needs === 'party' || needs === 'principal') && (
          <AutoComplete
            aria-label={name('单位或项目')}
            value={line.party}
            placeholder={line.account === '235' ? '补助项目' : '单位或个人'}
            options={book.parties.map((value) => ({ value }))}
            onChange={(value: string) => onChange({ party: value })}
          />
        )}
        {account !== undefined && account.items.length > 0 && (
          <Select
            aria-label={name('明细项目')}
            {...(line.item !== '' && { value: line.item })}
            placeholder="明细项目"
            options={account.items.map((value) => ({ value }))}
            onChange={(value: string) => onChange({ item: value })}
          />
        )}
        {props.noted && needs === '' && <Note label={name('名称数量')} line={line} onChange={onChange} />}
      </span>
      <Amount label={name('借方')} hint="借方" value={line.debit} onChange={(debit) => onChange({ debit })} />
      <Amount
        label={name('贷方')}
        hint="贷方"
        value={line.credit}
        onChange={(credit) => onChange({ credit })}
      />
    </>
  )
}

function Note(props: { label: string; line: DraftLine; onChange: LineInputsProps['onChange'] }) {
  return (
    <Input
      aria-label={props.label}
      placeholder="名称、数量"
      maxLength={100}
      value={props.line.note ?? ''}
      onChange={(event) => props.onChange({ note: event.target.value })}
    />
  )
}

function Amount(props: { label: string; hint: string; value: string; onChange: (text: string) => void }) {
  return (
    <Input
      aria-label={props.label}
      className="number"
      inputMode="decimal"
      placeholder={props.hint}
      suffix="元"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}
