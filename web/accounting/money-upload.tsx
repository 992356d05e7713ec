import { Alert, Button, Flex, Form, Input, Select, Tag } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  addMoneyAccount,
  READ_STATEMENT_PATH,
  readStatementAnswer,
  type WireMoneyAccount,
  type WireStatementRead,
} from '#contract/accounting/cash-book.ts'
import { COLUMN_LABELS, type MoneyColumn } from '#core/accounting/money-lines.ts'
import { link, upload, useAct, useTellProblems } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DropFiles } from '../ui/files.tsx'
import { Money } from '../ui/values.tsx'
import type { OpenedBook } from './book.ts'
import { goingTo, KIND_LABELS, misplaced } from './money-kinds.ts'

interface UploadProps {
  book: OpenedBook
  accounts: readonly WireMoneyAccount[]
}

type Account = Pick<WireMoneyAccount, 'id' | 'name' | 'kind'>

interface ReadFile {
  file: File
  account: Account
  read: WireStatementRead
}

/** Whose statements they are, the files, what was read of each, and only then keeping them. */
export function MoneyUpload(props: UploadProps) {
  const [chosen, setChosen] = useState<Account | null>(props.accounts[0] ?? null)
  const [adding, setAdding] = useState(props.accounts.length === 0)
  const [reads, setReads] = useState<readonly ReadFile[]>([])
  const { busy, send } = useStatements(props.accounts)
  const read = async (files: File[]) => setReads(await send(files.map((file) => ({ file, account: chosen }))))
  const keep = async () => setReads(await send(reads, true))
  // The files that were read stay: each is read again for the account it now goes to.
  const choose = async (to: Account) => {
    setChosen(to)
    const open = reads.filter((one) => !one.read.kept)
    setReads(open.length === 0 ? [] : await send(goingTo(to, open)))
  }
  return (
    <>
      <ChooseAccount
        {...props}
        value={chosen?.id ?? null}
        adding={adding}
        onAdding={setAdding}
        onChange={(to) => void choose(to)}
      />
      {chosen !== null && !adding && (
        <DropFiles
          multiple
          busy={busy}
          onFiles={(files) => void read(files)}
          says="把对账单、账单文件拖到这里，或点击选择；可以几个一起"
          hint="银行对账单、微信或支付宝账单的原表：.xlsx、.xls、.csv；微信、支付宝的账单会自己认到那个账户"
        />
      )}
      {reads.length > 0 && <Preview reads={reads} busy={busy} onKeep={() => void keep()} />}
    </>
  )
}

interface Sent {
  file: File
  account: Account | null
}

/** Sends files one after the other; a bill of WeChat or Alipay goes to the one account of that kind. */
function useStatements(accounts: readonly WireMoneyAccount[]) {
  const [busy, setBusy] = useState(false)
  const tell = useTellProblems()
  const queries = useQueryClient()
  const one = async (file: File, of: { account: string; keep: boolean }): Promise<WireStatementRead> => {
    const form = new FormData()
    form.append('file', file, file.name)
    return upload(
      link(READ_STATEMENT_PATH, { id: of.account }, of.keep ? { keep: '1' } : {}),
      form,
      readStatementAnswer,
    )
  }
  const send = async (files: readonly Sent[], keep = false): Promise<ReadFile[]> => {
    setBusy(true)
    const done: ReadFile[] = []
    for (const { file, account: chosen } of files) {
      try {
        let account = chosen!
        let read = await one(file, { account: account.id, keep })
        const fitting = accounts.filter((each) => each.kind === read.kind)
        if (!keep && account.kind === 'bank' && read.kind !== 'bank' && fitting.length === 1) {
          account = fitting[0]!
          read = await one(file, { account: account.id, keep })
        }
        done.push({ file, account, read })
      } catch (error) {
        tell(error)
      }
    }
    if (keep) await queries.invalidateQueries()
    setBusy(false)
    return done
  }
  return { busy, send }
}

interface ChooseProps extends UploadProps {
  value: string | null
  onChange: (account: Account) => void
  /** While an account is added no file is taken: it would be read for another one. */
  adding: boolean
  onAdding: (adding: boolean) => void
}

function ChooseAccount(props: ChooseProps) {
  const { book, accounts, value, onChange, adding, onAdding: setAdding } = props
  if (adding)
    return (
      <NewAccount
        book={book}
        onDone={(account) => {
          setAdding(false)
          onChange(account)
        }}
      />
    )
  return (
    <Form layout="vertical">
      <Form.Item label="哪个账户的流水" htmlFor="money-account">
        <Flex gap="small" wrap>
          <Select
            id="money-account"
            {...(value !== null && { value })}
            style={{ minWidth: 220 }}
            options={accounts.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id: string) => onChange(accounts.find((one) => one.id === id)!)}
          />
          <Button onClick={() => setAdding(true)}>另加一个账户</Button>
        </Flex>
      </Form.Item>
    </Form>
  )
}

function NewAccount(props: { book: OpenedBook; onDone: (account: Account) => void }) {
  const { book } = props
  const [name, setName] = useState('')
  const [kind, setKind] = useState<keyof typeof KIND_LABELS>('bank')
  const [member, setMember] = useState<string | null>(null)
  const add = useAct(addMoneyAccount, { onDone: ({ id }) => props.onDone({ id, name: name.trim(), kind }) })
  return (
    <Form layout="vertical">
      <Form.Item label="哪一类账户" htmlFor="new-kind">
        <Select
          id="new-kind"
          value={kind}
          options={Object.entries(KIND_LABELS).map(([value, label]) => ({ value, label }))}
          onChange={(next: keyof typeof KIND_LABELS) => (setKind(next), setMember(null))}
        />
      </Form.Item>
      {kind === 'person' && (
        <Form.Item
          label="是谁的"
          htmlFor="new-member"
          extra="照实记：经他的卡收付的钱记在他名下的成员往来，交回后结清"
        >
          <Select
            id="new-member"
            {...(member !== null && { value: member })}
            placeholder="选择成员"
            showSearch={{ optionFilterProp: 'label' }}
            options={book.members.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setMember}
          />
        </Form.Item>
      )}
      <Form.Item label="账户叫什么" htmlFor="new-name" extra="如“农商行基本户”“社里微信”；不用写全部账号">
        <Input id="new-name" maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />
      </Form.Item>
      <Button
        type="primary"
        disabled={name.trim() === '' || (kind === 'person' && member === null)}
        loading={add.isPending}
        onClick={() => add.mutate({ params: { body: book.body }, body: { name, kind, member } })}
      >
        用这个账户
      </Button>
    </Form>
  )
}

interface PreviewProps {
  reads: readonly ReadFile[]
  busy: boolean
  onKeep: () => void
}

function Preview(props: PreviewProps) {
  const { reads } = props
  const fresh = reads.reduce((sum, { read }) => sum + read.fresh, 0)
  const all = reads.reduce((sum, { read }) => sum + read.fresh + read.repeated, 0)
  if (reads.every(({ read }) => read.kept))
    return <Alert type="success" showIcon title={`已导入 ${fresh} 笔，可以关上这里，按种类一起说明`} />
  return (
    <section className="gap-above" aria-label="读出的流水">
      <ConfirmPanel
        title={`${reads.length === 1 ? reads[0]!.file.name : `${reads.length} 个文件`}：读出 ${all} 笔`}
        happens={[...reads.flatMap(happensOf), '导入只保存流水，记账要由人确认']}
        button={`导入 ${fresh} 笔`}
        busy={props.busy}
        blocked={misplaced(reads) ?? (fresh === 0 ? '没有新的流水' : null)}
        onConfirm={props.onKeep}
      >
        {reads.map(
          ({ file, read }) =>
            read.breaks.length > 0 && (
              <p className="bad" key={file.name}>
                {reads.length > 1 && `${file.name}：`}第 {read.breaks.slice(0, 10).join('、')}{' '}
                行的余额与上一行接不上，中间可能缺了流水；请核对后再导入。
              </p>
            ),
        )}
      </ConfirmPanel>
      {reads.map(({ file, read }) => (
        <ReadLines key={file.name} read={read} />
      ))}
    </section>
  )
}

/** What keeping one file does. */
function happensOf({ account, read }: ReadFile): React.ReactNode[] {
  return [
    `${account.name}：新增 ${read.fresh} 笔${read.repeated > 0 ? `，${read.repeated} 笔以前导入过，不会重复` : ''}`,
    <>
      收入 <Money yuan={read.income} unit />
      ，支出 <Money yuan={read.expense} unit />
    </>,
    ...(read.skipped.length > 0
      ? [
          `${read.skipped.length} 行没有读入：${read.skipped
            .slice(0, 5)
            .map((one) => `第 ${one.row} 行${one.says}`)
            .join('；')}`,
        ]
      : []),
  ]
}

function ReadLines(props: { read: WireStatementRead }) {
  const { read } = props
  return (
    <>
      <p className="gap-above">
        认出的栏目：
        {read.columns.map((one) => (
          <Tag key={one.heading} {...(one.means !== null && { color: 'green' })}>
            {one.heading}
            {one.means !== null && ` → ${COLUMN_LABELS[one.means as MoneyColumn]}`}
          </Tag>
        ))}
      </p>
      <div className="wide">
        <table className="entry">
          <thead>
            <tr>
              <th>行</th>
              <th>日期</th>
              <th>对方</th>
              <th>摘要</th>
              <th className="right">金额（元）</th>
            </tr>
          </thead>
          <tbody>
            {read.lines.slice(0, 50).map((line) => (
              <tr key={line.row}>
                <td>{line.row}</td>
                <td className="number">{line.day}</td>
                <td>{line.party}</td>
                <td>{line.memo}</td>
                <td className="right">
                  <Money yuan={line.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
