import { Alert, Typography } from 'antd'
import { ShownOnce } from './shown-once.tsx'

/** A token that is shown this one time. */
export function OnceToken(props: { secret: string | null; onClose: () => void }) {
  const { secret } = props
  if (secret === null) return null
  return (
    <ShownOnce title="新的接口令牌" button="已存好，关闭" onClose={props.onClose}>
      <Typography.Paragraph copyable={{ text: secret, tooltips: ['复制', '已复制'] }} code>
        {secret}
      </Typography.Paragraph>
      <Alert
        type="warning"
        showIcon
        title="只显示这一次。请存进对接系统的密钥配置，不要发到聊天群；遗失了就撤销它，另行生成。"
      />
    </ShownOnce>
  )
}
