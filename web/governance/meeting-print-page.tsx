import { readMeeting } from '#contract/governance/meetings.ts'
import { usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PageMissing } from '../shell/fallback.tsx'
import { PrintPage } from '../ui/print-page.tsx'
import { type Paper, PAPERS } from './meeting-detail.tsx'
import { MinutesPaper, NoticePaper, RollPaper } from './meeting-papers.tsx'

const SHEETS = { notice: NoticePaper, roll: RollPaper, minutes: MinutesPaper }

/** One paper of a meeting: what is hung up, what is signed at the door, what is signed at the end. */
export function MeetingPrintPage() {
  const id = usePathParam('id')
  const paper = usePathParam('paper')
  const found = useCall(readMeeting, { params: { id } })
  if (!(paper in PAPERS)) return <PageMissing />
  const Sheet = SHEETS[paper as Paper]
  return (
    <PrintPage
      title={`${found.data?.title ?? '成员大会'}${PAPERS[paper as Paper]}`}
      of={[
        { label: '成员大会', to: '/procedures/general_meeting' },
        { label: found.data?.code ?? '', to: `/procedures/general_meeting/${id}` },
      ]}
      answer={found}
    >
      {found.data && <Sheet meeting={found.data} />}
    </PrintPage>
  )
}
