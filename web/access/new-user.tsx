import { Alert, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { createUser } from '#contract/access.ts'
import { type Role, ROLES } from '#core/access/role.ts'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { AreaPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'
import { GrantedBodies } from './granted-body.tsx'
import { issuedTo, type Issued } from './once-password.tsx'

interface NewUserProps {
  open: boolean
  onClose: () => void
  onIssued: (issued: Issued) => void
}

interface Draft {
  name: string
  username: string
  role: Role
  area: string | undefined
  bodies: readonly string[]
}

/** These see single cooperatives, an agency’s accountant several; all others an area. */
const BODY_ROLES: readonly Role[] = ['chair', 'accountant']

const EMPTY: Draft = { name: '', username: '', role: 'township', area: undefined, bodies: [] }

const ROLE_OPTIONS = Object.entries(ROLES).map(([value, label]) => ({ value, label }))

/** Makes a user; the one-time password comes back with the answer. */
export function NewUser(props: NewUserProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const ofBody = BODY_ROLES.includes(draft.role)
  const close = () => {
    setDraft(EMPTY)
    act.reset()
    props.onClose()
  }
  const act = useAct(createUser, {
    quiet: true,
    onDone: (answer) => {
      props.onIssued(issuedTo(answer.user, answer))
      close()
    },
  })
  const ready =
    draft.name.trim() !== '' &&
    draft.username.trim() !== '' &&
    (ofBody ? draft.bodies.length > 0 : draft.area !== undefined)
  const send = () =>
    act.mutate({
      body: {
        username: draft.username.trim(),
        name: draft.name.trim(),
        role: draft.role,
        area: ofBody ? null : (draft.area ?? null),
        bodies: ofBody ? [...draft.bodies] : [],
      },
    })
  return (
    <Modal
      open={props.open}
      title="新建用户"
      okText="新建并生成一次性密码"
      cancelText="取消"
      onCancel={close}
      onOk={send}
      okButtonProps={{ disabled: !ready, loading: act.isPending }}
    >
      <UserFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} ofBody={ofBody} />
      {act.error !== null && <Alert type="error" title={<Problems problems={problemsOf(act.error)} />} />}
    </Modal>
  )
}

interface FieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  ofBody: boolean
}

function UserFields(props: FieldsProps) {
  const { draft, change } = props
  const session = useSession()
  return (
    <Form layout="vertical">
      <Form.Item label="姓名" required htmlFor="user-name">
        <Input
          id="user-name"
          value={draft.name}
          maxLength={50}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="账号" required htmlFor="user-username" extra="登录用，建议用姓名拼音或工号">
        <Input
          id="user-username"
          value={draft.username}
          maxLength={64}
          autoComplete="off"
          onChange={(event) => change({ username: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="角色" required htmlFor="user-role">
        <Select
          id="user-role"
          options={ROLE_OPTIONS}
          value={draft.role}
          onChange={(role: Role) => change({ role })}
        />
      </Form.Item>
      {props.ofBody ? (
        <Form.Item
          label="所在合作社"
          required
          htmlFor="user-body"
          extra={draft.role === 'accountant' ? '代理记账的会计可以选几家，各记各的账' : undefined}
        >
          <GrantedBodies id="user-body" value={draft.bodies} onChange={(bodies) => change({ bodies })} />
        </Form.Item>
      ) : (
        <Form.Item
          label="辖区"
          required
          htmlFor="user-area"
          extra={`只能看到所选辖区；本单位：${session.areaName}`}
        >
          <AreaPicker
            id="user-area"
            value={draft.area}
            onChange={(area) => change({ area })}
            style={{ width: '100%' }}
          />
        </Form.Item>
      )}
    </Form>
  )
}
