import { Alert, Typography } from 'antd'
import { ShownOnce } from './shown-once.tsx'

/** Recovery codes, shown this one time. */
export function RecoveryCodes(props: { codes: readonly string[] | null; onClose: () => void }) {
  const { codes } = props
  if (codes === null) return null
  return (
    <ShownOnce title="恢复码" onClose={props.onClose}>
      <p>手机不在身边、丢了或换了的时候，登录时填一个恢复码代替动态口令；每个只能用一次。</p>
      <ol className="recovery-codes">
        {codes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      <Typography.Paragraph copyable={{ text: codes.join('\n'), tooltips: ['复制', '已复制'] }}>
        全部复制
      </Typography.Paragraph>
      <Alert type="warning" showIcon title="只显示这一次。请抄在纸上锁好，不要和密码放在一起。" />
    </ShownOnce>
  )
}
