import { Button } from 'antd'
import { useState } from 'react'
import { issueCodes, type IssuedCode } from '#contract/membership/household-codes.ts'
import { readSlips, SLIPS_PAPER_PATH, type WireSlip } from '#contract/surplus/payments.ts'
import { CALCULATOR, TAX_OPEN } from '#core/surplus/slip.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { EntryCode } from '../membership/entry-code.tsx'
import { download, link, useAct, useCall, useTellProblems } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { HereAlone } from '../ui/here-alone.tsx'
import { Page } from '../ui/page.tsx'
import './surplus.css'

/** 明白纸: one household a page, for one or for all. */
export function SlipsPage() {
  const id = usePathParam('id')
  const member = useAddress().get('member')
  const query = member === undefined ? {} : { member }
  const found = useCall(readSlips, { params: { id }, query })
  const data = found.data
  const [codes, setCodes] = useState<Codes>()
  const mayIssue = useSession().permissions.includes('issueCodes')
  return (
    <Page
      title={data === undefined ? '明白纸' : `${data.bodyName}${data.year} 年明白纸`}
      crumbs={[
        { label: '盈余分配', to: '/surplus' },
        { label: '方案', to: `/surplus/plans/${id}` },
        { label: '明白纸' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={
        <>
          <Paper path={link(SLIPS_PAPER_PATH, { id })} member={member} codes={codes} />
          <Button type="primary" onClick={() => globalThis.print()}>
            打印（一户一页）
          </Button>
        </>
      }
    >
      {data !== undefined && mayIssue && codes === undefined && (
        <WithCodes body={data.body} members={data.slips.map((one) => one.member)} onIssued={setCodes} />
      )}
      {data?.slips.map((one) => (
        <SlipSheet
          key={one.member}
          slip={one}
          code={codes?.of.get(one.member)}
          endsOn={codes?.endsOn ?? ''}
        />
      ))}
    </Page>
  )
}

interface Codes {
  endsOn: string
  of: ReadonlyMap<string, IssuedCode>
}

/** The same as .docx, with the codes that stand on the page: they are kept nowhere else. */
function Paper(props: { path: string; member: string | undefined; codes: Codes | undefined }) {
  const [busy, setBusy] = useState(false)
  const tell = useTellProblems()
  const fetchPaper = async () => {
    setBusy(true)
    const { member, codes } = props
    await download(props.path, {
      ...(member !== undefined && { member }),
      endsOn: codes?.endsOn ?? '',
      codes: [...(codes?.of.values() ?? [])].map((one) => ({ member: one.member, code: one.code })),
    }).catch(tell)
    setBusy(false)
  }
  return (
    <Button loading={busy} onClick={() => void fetchPaper()}>
      下载（.docx）
    </Button>
  )
}

/** Slips carry the way in for households: for those who have none, or for all anew. */
function WithCodes(props: { body: string; members: string[]; onIssued: (codes: Codes) => void }) {
  const [replace, setReplace] = useState(false)
  const act = useAct(issueCodes, {
    onDone: ({ codes, endsOn }) =>
      props.onIssued({ endsOn, of: new Map(codes.map((one) => [one.member, one])) }),
  })
  return (
    <div className="no-print">
      <HereAlone paper="入口码" />
      <ConfirmPanel
        title="在明白纸上印成员户的入口码"
        happens={[
          replace
            ? '每一户都印新的二维码和 8 位数字，原来的入口码、密码立即作废，锁住的解锁'
            : '给还没有入口码、过期没用或锁住的户印二维码和 8 位数字；已有的照旧用，不再印',
          '入口码只显示这一次：印好之前不要离开这个页面',
        ]}
        button="印上入口码"
        busy={act.isPending}
        onConfirm={() =>
          act.mutate({ params: { body: props.body }, body: { members: props.members, replace } })
        }
      >
        <p>
          <label>
            <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.target.checked)} />{' '}
            全部换新
          </label>
        </p>
      </ConfirmPanel>
    </div>
  )
}

function SlipSheet(props: { slip: WireSlip; code: IssuedCode | undefined; endsOn: string }) {
  const { slip } = props
  const [returned, rest, total, ...more] = slip.lines
  return (
    <section className="slip" aria-label={`${slip.name}的明白纸`}>
      <h2>{slip.title}</h2>
      <p>
        成员：{slip.name}（编号 {slip.number}）
      </p>
      <p>{slip.traded.length > 0 ? `您这一年：${slip.traded.join('；')}` : '您这一年没有与本社交易'}</p>
      <p>{slip.whole}</p>
      <p>{returned}</p>
      <p>{rest}</p>
      <p className="sum">{total}</p>
      {[...more, ...slip.money].map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="note">{CALCULATOR}有疑问请找合作社理事会或监事会核对。</p>
      <p className="note">{TAX_OPEN}</p>
      <p>成员签字：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿</p>
      {props.code === undefined ? (
        <p className="note">{slip.entry}</p>
      ) : (
        <EntryCode code={props.code} endsOn={props.endsOn} />
      )}
    </section>
  )
}
