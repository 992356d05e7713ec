import { Alert, Typography } from 'antd'
import type { createUser } from '#contract/access.ts'
import type { z } from 'zod'
import { DayText } from '../ui/values.tsx'
import { ShownOnce } from './shown-once.tsx'

export interface Issued {
  name: string
  username: string
  password: string
  /** How many days it opens, and until when. */
  days: number
  until: string
}

/** A one-time password that was answered, for its owner. */
export function issuedTo(
  owner: { name: string; username: string },
  answer: Omit<z.output<typeof createUser.response>, 'user'>,
): Issued {
  const { oneTimePassword: password, onceDays: days, onceUntil: until } = answer
  return { name: owner.name, username: owner.username, password, days, until }
}

/** A password that is shown this one time. */
export function OncePassword(props: { issued: Issued | null; onClose: () => void }) {
  const { issued } = props
  if (issued === null) return null
  return (
    <ShownOnce title={`${issued.name} 的一次性密码`} onClose={props.onClose}>
      <p>账号：{issued.username}</p>
      <Typography.Title level={3} copyable={{ text: issued.password, tooltips: ['复制', '已复制'] }} code>
        {issued.password}
      </Typography.Title>
      <Alert
        type="warning"
        showIcon
        title={
          <>
            只显示这一次。请当面或电话告知本人：{issued.days} 天内有效（到 <DayText day={issued.until} time />
            ），首次登录时须改成自己的密码；过期要重新发。
          </>
        }
      />
    </ShownOnce>
  )
}
