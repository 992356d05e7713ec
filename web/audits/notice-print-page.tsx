import { readAuditNotice } from '#contract/audits/audits.ts'
import { usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PrintPage } from '../ui/print-page.tsx'
import { NoticeSheet } from './notice-sheet.tsx'

/** The notice alone, for the board. */
export function NoticePrintPage() {
  const id = usePathParam('id')
  const found = useCall(readAuditNotice, { params: { id } })
  return (
    <PrintPage
      title={`${found.data?.bodyName ?? ''}审计结果通报`}
      of={[
        { label: '审计结果通报', to: '/procedures/audit_notice' },
        { label: found.data?.code ?? '', to: `/procedures/audit_notice/${id}` },
      ]}
      answer={found}
    >
      {found.data && <NoticeSheet notice={found.data} />}
    </PrintPage>
  )
}
