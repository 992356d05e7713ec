import { Alert, AutoComplete, Button, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { listStockTakings, takeStock, type WireStockItem } from '#contract/accounting/cash-book.ts'
import { accountOf } from '#core/accounting/chart.ts'
import { openingOf, STOCK_KINDS, type StockKind } from '#core/accounting/stock-taking.ts'
import { printYuan } from '#core/values/money.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { FileUpload } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'
import { Problems } from '../ui/problems.tsx'
import { type OpenedBook, wireOfTyped } from './book.ts'
import { Shares } from './shares.tsx'

interface Item {
  kind: string
  label: string
  member: string
  party: string
  amount: string
  worn: string
}
const emptyItem = (kind: string): Item => ({ kind, label: '', member: '', party: '', amount: '', worn: '' })
const GROUPS = [...new Set(STOCK_KINDS.map((one) => one.group))]
const USUAL = ['cash', 'bank', 'goods', 'fixed', 'owing-member', 'share']

/** 盘点: what the cooperative has and owes, counted once, signed by chair and supervisor, then the opening balances. */
export function StockTab(props: { book: OpenedBook }) {
  const { book } = props
  const taken = useCall(listStockTakings, { params: { body: book.body } })
  const last = taken.data?.taken[0]
  if (last !== undefined)
    return (
      <section className="panel" aria-label="盘点表">
        <h3>期初盘点</h3>
        <p>
          {last.day} 盘点，理事长 {last.chair}、监事 {last.supervisor} 签字。
          <Go to={`/vouchers/${last.voucher}`}>查看期初凭证</Go> ·{' '}
          <a href={`/api/files/${last.paper}`} target="_blank" rel="noreferrer">
            签字的盘点表
          </a>
        </p>
        <p className="faint">要重新盘点，先在那张凭证上红字冲销。</p>
      </section>
    )
  if (!book.mayWrite)
    return <Alert type="info" showIcon title="还没有做期初盘点；由合作社的理事长或财务会计办理" />
  return <Count book={book} />
}

function Count(props: { book: OpenedBook }) {
  const { book } = props
  const [items, setItems] = useState<Item[]>(USUAL.map(emptyItem))
  const written = items
    .filter((item) => item.amount !== '')
    .map((item) => ({ ...item, amount: wireOfTyped(item.amount), worn: wireOfTyped(item.worn) || '0' }))
  const opening = openingOf(written)
  const change = (index: number, part: Partial<Item>) =>
    setItems((before) => before.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <>
      <section className="panel stock" aria-label="盘点表">
        <h3>
          {book.bodyName} 期初盘点表（{book.startedOn} 以前）
        </h3>
        <p className="faint no-print">
          按家里清点财物的办法逐项数、逐户对账。没有的项目不用填。资产减去欠款和股金后剩下的，是历年没有分完的盈余，系统自动算出。
        </p>
        <Shares
          book={book}
          onTake={(shares) =>
            setItems([
              ...items.filter((one) => one.kind !== 'share'),
              ...shares.map(({ id, share }) => ({ ...emptyItem('share'), member: id, amount: share })),
            ])
          }
        />
        {GROUPS.map((group) => (
          <Group key={group} group={group} items={items} book={book} onChange={change} onAdd={setItems} />
        ))}
        {written.length > 0 &&
          (opening.ok ? (
            <p role="status">
              {opening.value.left >= 0n ? '历年没有分完的盈余' : '历年没有弥补的亏损'}：{' '}
              <strong className="number">
                {printYuan(opening.value.left < 0n ? -opening.value.left : opening.value.left)} 元
              </strong>
            </p>
          ) : (
            <Problems problems={opening.problems} withPlace={false} />
          ))}
        <p className="print-only">理事长（签字）：　　　　　　　　监事（签字）：　　　　　　　　日期：</p>
        <Button className="no-print" onClick={() => window.print()}>
          打印盘点表签字
        </Button>
      </section>
      <Sign book={book} items={written} ready={opening.ok} />
    </>
  )
}

interface GroupProps {
  group: string
  items: readonly Item[]
  book: OpenedBook
  onChange: (index: number, part: Partial<Item>) => void
  onAdd: (change: (before: Item[]) => Item[]) => void
}

function Group(props: GroupProps) {
  const { group, items, book } = props
  const kinds = STOCK_KINDS.filter((one) => one.group === group)
  return (
    <fieldset className="stock-group">
      <legend>{group}</legend>
      {items.map((item, index) => {
        const kind = kinds.find((one) => one.id === item.kind)
        return (
          kind && (
            <ItemInputs
              key={index}
              item={item}
              kind={kind}
              book={book}
              row={index + 1}
              onChange={(part) => props.onChange(index, part)}
            />
          )
        )
      })}
      <Select
        className="no-print"
        aria-label={`${group}：加一项`}
        placeholder="加一项"
        value={null}
        style={{ minWidth: 240 }}
        options={kinds.map((one) => ({ value: one.id, label: one.label }))}
        onChange={(id) => id !== null && props.onAdd((before) => [...before, emptyItem(id)])}
      />
    </fieldset>
  )
}

interface ItemProps {
  item: Item
  kind: StockKind
  book: OpenedBook
  row: number
  onChange: (part: Partial<Item>) => void
}

function ItemInputs(props: ItemProps) {
  const { item, kind, row, onChange } = props
  const name = (word: string) => `${kind.label}${word}（第 ${row} 项）`
  return (
    <Flex wrap gap="small" align="center" className="gap-below">
      <span className="stock-name">
        {kind.label}
        <span className="faint"> {kind.says}</span>
      </span>
      <WhoOrWhat {...props} />
      <Input
        aria-label={name('金额')}
        className="number"
        style={{ width: 150 }}
        inputMode="decimal"
        suffix="元"
        value={item.amount}
        onChange={(event) => onChange({ amount: event.target.value })}
      />
      {kind.worn !== undefined && (
        <Input
          aria-label={name('已提折旧')}
          className="number"
          style={{ width: 170 }}
          inputMode="decimal"
          prefix="已提折旧"
          suffix="元"
          value={item.worn}
          onChange={(event) => onChange({ worn: event.target.value })}
        />
      )}
    </Flex>
  )
}

/** The member or party that the account asks for; else a word on what it is. */
function WhoOrWhat(props: ItemProps) {
  const { item, kind, book, row, onChange } = props
  const needs = accountOf(kind.account)?.needs ?? ''
  const name = (word: string) => `${kind.label}${word}（第 ${row} 项）`
  return needs === 'member' ? (
    <Select
      aria-label={name('是谁')}
      {...(item.member !== '' && { value: item.member })}
      placeholder="选择成员"
      style={{ width: 180 }}
      showSearch={{ optionFilterProp: 'label' }}
      options={book.members.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(member) => onChange({ member })}
    />
  ) : needs === 'party' ? (
    <AutoComplete
      aria-label={name('是谁')}
      style={{ width: 180 }}
      value={item.party}
      placeholder={kind.account === '235' ? '补助项目' : '单位或个人'}
      options={book.parties.map((value) => ({ value }))}
      onChange={(party: string) => onChange({ party })}
    />
  ) : (
    <Input
      aria-label={name('说明')}
      style={{ width: 180 }}
      placeholder="名称、数量"
      value={item.label}
      onChange={(event) => onChange({ label: event.target.value })}
    />
  )
}

function Sign(props: { book: OpenedBook; items: readonly WireStockItem[]; ready: boolean }) {
  const { book, items } = props
  const [chair, setChair] = useState('')
  const [supervisor, setSupervisor] = useState('')
  const [paper, setPaper] = useState<string[]>([])
  const take = useAct(takeStock, { done: '期初余额已记入' })
  const lacking = !props.ready
    ? '先填好盘点表'
    : chair.trim() === '' || supervisor.trim() === ''
      ? '请写明理事长和监事'
      : paper.length === 0
        ? '请上传签字的盘点表'
        : null
  return (
    <div className="no-print">
      <ConfirmPanel
        title="签字后记入期初余额"
        happens={[
          '打印盘点表，由理事长和监事（监事长）签字，拍照或扫描上传',
          '按盘点表记一张期初凭证，签字件作为附件；记错了用红字冲销后重做',
        ]}
        button="按签字的盘点表记入期初余额"
        busy={take.isPending}
        blocked={lacking}
        onConfirm={() =>
          take.mutate({
            params: { body: book.body },
            body: { items: [...items], chair, supervisor, paper: paper[0]! },
          })
        }
      >
        <Form layout="vertical">
          <Flex wrap gap="middle">
            <Form.Item label="理事长" htmlFor="stock-chair">
              <Input id="stock-chair" value={chair} onChange={(event) => setChair(event.target.value)} />
            </Form.Item>
            <Form.Item label="监事（监事长）" htmlFor="stock-supervisor">
              <Input
                id="stock-supervisor"
                value={supervisor}
                onChange={(event) => setSupervisor(event.target.value)}
              />
            </Form.Item>
            <Form.Item label="签字的盘点表">
              <FileUpload
                value={paper}
                onChange={(files) => setPaper(files.slice(-1))}
                accept="image/*,.pdf"
                button="上传照片或扫描件"
              />
            </Form.Item>
          </Flex>
        </Form>
      </ConfirmPanel>
    </div>
  )
}
