import { Alert, Button, Modal, Typography } from 'antd'

export interface Issued {
  name: string
  username: string
  password: string
}

/** A password that is shown this one time. */
export function OncePassword(props: { issued: Issued | null; onClose: () => void }) {
  const { issued } = props
  if (issued === null) return null
  return (
    <Modal
      open
      title={`${issued.name} 的一次性密码`}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={props.onClose}>
          已抄下，关闭
        </Button>
      }
    >
      <p>账号：{issued.username}</p>
      <Typography.Title level={3} copyable={{ text: issued.password, tooltips: ['复制', '已复制'] }} code>
        {issued.password}
      </Typography.Title>
      <Alert
        type="warning"
        showIcon
        title="只显示这一次。请当面或电话告知本人，首次登录时须改成自己的密码。"
      />
    </Modal>
  )
}
