import { Alert, Button } from 'antd'
import { readAuditNotice } from '#contract/audits/audits.ts'
import type { Item } from '#contract/kernel/procedures.ts'
import type { PartProps } from '../procedure/declared.ts'
import { useCall } from '../shell/api.ts'
import { Go, useGo } from '../ui/go.tsx'
import { NoticeSheet } from './notice-sheet.tsx'

/** The notice as it is printed, where it hangs, the audit that it tells of. */
export function NoticeDetail(props: { item: Item }) {
  const { item } = props
  const go = useGo()
  const found = useCall(readAuditNotice, { params: { id: item.id } })
  const { place, postedOn, supervisor } = item.payload
  return (
    <section className="panel">
      <h3>通报内容</h3>
      {typeof place === 'string' && typeof postedOn === 'string' && (
        <p>
          {postedOn} 在{place}通报，{typeof supervisor === 'string' && `监事 ${supervisor} 审签，`}
          照片在下面的办理经过里
        </p>
      )}
      <p className="no-print">
        <Button onClick={() => go(`/audits/notices/${item.id}/print`)}>打印通报（A4）</Button>{' '}
        {item.parent !== null && <Go to={`/procedures/book_audit/${item.parent}`}>查看这次审计</Go>}
      </p>
      {found.data !== undefined && <NoticeSheet notice={found.data} />}
    </section>
  )
}

/** Said before it is signed: by whom, and by whom never. */
export function SignNoticePart(_props: PartProps) {
  return (
    <Alert
      type="info"
      style={{ marginBottom: 12 }}
      title="请打印后由监事（监事长、执行监事、监事）签字，勾选下面的纸质签批，写明签字的监事并上传照片；理事长、理事、经理、会计、出纳签的不算"
    />
  )
}
