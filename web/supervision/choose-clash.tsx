import { Button, Flex, Form, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import { chooseClash, type WireClash } from '#contract/supervision/clashes.ts'
import { useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'

/** Records what the place does about a clash, from which day, on what ground. */
export function ChooseClash(props: { clash: WireClash }) {
  const [asking, setAsking] = useState(false)
  return asking ? (
    <ChoiceForm clash={props.clash} onClose={() => setAsking(false)} />
  ) : (
    <Button className="no-print" onClick={() => setAsking(true)}>
      {props.clash.chosen ? '改选或撤回' : '选定做法'}
    </Button>
  )
}

const TAKE_BACK = 'take-back'

function ChoiceForm(props: { clash: WireClash; onClose: () => void }) {
  const { clash } = props
  const id = useId()
  const { today } = useSession()
  const [option, setOption] = useState(clash.options.find((one) => one.held)?.id)
  const [from, setFrom] = useState<string | undefined>(today)
  const [ground, setGround] = useState('')
  const act = useAct(chooseClash, { done: '已记录选定的做法', onDone: props.onClose })
  const [document = '', name = ''] = clash.id.split('/')
  const send = () => {
    if (from === undefined || option === undefined) return
    act.mutate({
      params: { document, clash: name },
      body: { option: option === TAKE_BACK ? null : option, from, ground: ground.trim() },
    })
  }
  return (
    <ConfirmPanel
      title="选定这处冲突的做法"
      happens={[
        '写入选定记录和操作日志，只增不改；改主意时再记一次',
        clash.floor === null ? '涉及的数值随之确认' : '列出的做法都不低于法律底线，法律的规则照常判定',
      ]}
      button="记录选定"
      onConfirm={send}
      onCancel={props.onClose}
      busy={act.isPending}
      blocked={ground.trim().length < 4 ? '请写明依据（会议纪要、文号，至少四个字）' : null}
    >
      <Form layout="vertical">
        <Form.Item label="做法" required>
          <Radio.Group value={option} onChange={(event) => setOption(String(event.target.value))}>
            <Flex vertical gap="small">
              {clash.options.map((one) => (
                <Radio key={one.id} value={one.id}>
                  {one.says}
                </Radio>
              ))}
              {clash.chosen && <Radio value={TAKE_BACK}>撤回原来的选定</Radio>}
            </Flex>
          </Radio.Group>
        </Form.Item>
        <Form.Item label="自哪天起" required>
          <DayPicker label="自哪天起" value={from} onChange={setFrom} />
        </Form.Item>
        <Form.Item label="选定的依据" required htmlFor={`${id}-ground`}>
          <Input
            id={`${id}-ground`}
            value={ground}
            maxLength={500}
            onChange={(event) => setGround(event.target.value)}
          />
        </Form.Item>
      </Form>
    </ConfirmPanel>
  )
}
