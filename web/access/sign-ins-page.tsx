import { listSignIns, OUTCOMES, type SignInOutcome } from '#contract/access/sign-ins.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { LogPager } from '../ui/log-pager.tsx'
import { Page } from '../ui/page.tsx'
import { LogDays } from './log-days.tsx'
import { LogFilters } from './log-filters.tsx'
import { SIGN_IN_COLUMNS } from './sign-in-columns.tsx'

/** 登录日志: every attempt to sign in, its result, from where. */
export function SignInsPage() {
  const address = useAddress()
  const username = address.get('username')
  const outcome = address.get('outcome') as SignInOutcome | undefined
  const from = address.get('from')
  const to = address.get('to')
  const before = address.get('before')
  const query = {
    ...(username !== undefined && { username }),
    ...(outcome !== undefined && { outcome }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(before !== undefined && { before }),
  }
  const answer = useCall(listSignIns, { query }, { keep: true })
  const entries = answer.data?.entries ?? []
  return (
    <Page
      title="登录日志"
      says="登录成功和失败都记，只增不改；不存在的账号不显示所填的字，那可能是密码"
      error={answer.error}
      loading={answer.isPending}
    >
      <LogFilters choice={{ of: 'outcome', label: '结果', width: 180, words: OUTCOMES }}>
        <LogDays />
      </LogFilters>
      <section className="panel">
        <DataRows
          rows={entries}
          rowKey={(row) => row.id}
          columns={SIGN_IN_COLUMNS}
          empty={<EmptyState says="没有符合条件的记录，请放宽条件" />}
        />
        <LogPager entries={entries} more={answer.data?.more === true} />
      </section>
    </Page>
  )
}
