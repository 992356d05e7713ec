import { listShares } from '#contract/membership.ts'
import { useCall } from '../shell/api.ts'
import { BodyList, useBodyList } from '../ui/body-list.tsx'
import { Page } from '../ui/page.tsx'

/** 成员户入口: the cooperatives with a roll, each with the way to its households' codes. */
export function HouseholdsListPage() {
  const at = useBodyList()
  const found = useCall(listShares, { query: at.query }, { keep: true })
  return (
    <Page
      title="成员户入口"
      crumbs={[{ label: '成员与分配' }, { label: '成员户入口' }]}
      says="为成员户打印入口码，看谁进来过、谁锁住了；村和乡镇也可以拿着本人签字的纸代为办理。"
      error={found.error}
      loading={found.isPending}
    >
      <BodyList at={at} found={found} to="/households" columns={[]} />
    </Page>
  )
}
