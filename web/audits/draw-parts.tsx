import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { PartProps } from '../procedure/declared.ts'
import { useSession } from '../shell/session.tsx'
import { AuditorFields, QuarterField, quarterOfDay, type Auditor } from './auditor-fields.tsx'

const WIDTH = { maxWidth: 420, width: '100%' } as const

/** The number as it is spoken, who presides, who watches. */
export function DrawPart(props: PartProps) {
  const [typed, setTyped] = useState<{ seed: string; host: string; witnesses: string[] }>({
    seed: '',
    host: '',
    witnesses: [],
  })
  const change = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    props.onChange({ ...next })
  }
  return (
    <>
      <Form.Item
        label="种子数"
        required
        htmlFor="draw-seed"
        extra="由见证人当众报出或摇出的整数，最多 18 位；总体已经定下，谁也不能先知道哪个数抽出谁"
      >
        <Input
          id="draw-seed"
          style={{ maxWidth: 240 }}
          inputMode="numeric"
          value={typed.seed}
          maxLength={24}
          onChange={(event) => change({ seed: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="主持人" required htmlFor="draw-host">
        <Input
          id="draw-host"
          style={WIDTH}
          value={typed.host}
          maxLength={50}
          onChange={(event) => change({ host: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="见证人" required extra="输入一个姓名按回车，可以有几名">
        <Select
          aria-label="见证人"
          mode="tags"
          open={false}
          suffixIcon={null}
          style={WIDTH}
          value={typed.witnesses}
          tokenSeparators={['、', '，', ',', ' ']}
          onChange={(witnesses: string[]) => change({ witnesses })}
        />
      </Form.Item>
    </>
  )
}

/** When and by whom the drawn are audited. */
export function ListPart(props: PartProps) {
  const { today } = useSession()
  const [typed, setTyped] = useState<Auditor & { quarter: number }>({
    auditorKind: 'own',
    auditor: '',
    quarter: quarterOfDay(today),
  })
  const change = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    props.onChange({ ...next })
  }
  return (
    <>
      <QuarterField value={typed.quarter} onChange={(quarter) => change({ quarter })} />
      <AuditorFields value={typed} onChange={change} />
    </>
  )
}
