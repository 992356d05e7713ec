import { Button } from 'antd'
import { readAuditNotice } from '#contract/audits/audits.ts'
import { usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { Page } from '../ui/page.tsx'
import { NoticeSheet } from './notice-sheet.tsx'

/** The notice alone, for the board. */
export function NoticePrintPage() {
  const id = usePathParam('id')
  const found = useCall(readAuditNotice, { params: { id } })
  return (
    <Page
      title={`${found.data?.bodyName ?? ''}审计结果通报`}
      crumbs={[
        { label: '审计结果通报', to: '/procedures/audit_notice' },
        { label: found.data?.code ?? '', to: `/procedures/audit_notice/${id}` },
        { label: '打印' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={
        <Button type="primary" onClick={() => globalThis.print()}>
          打印
        </Button>
      }
    >
      {found.data !== undefined && (
        <section className="panel">
          <NoticeSheet notice={found.data} />
        </section>
      )}
    </Page>
  )
}
