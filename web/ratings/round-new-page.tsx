import { Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { listSchemes, openRound } from '#contract/ratings/ratings.ts'
import type { Scheme } from '#core/ratings/scheme.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'

interface Typed {
  title: string
  picked: string | undefined
  places: number
  share: number
  noticeDays: number
  closesOn: string | undefined
}

/** 开展一次评定: which scheme, how many places, until when, how long the notice. */
export function RoundNewPage() {
  const session = useSession()
  const go = useGo()
  const { data, error, isPending } = useCall(listSchemes)
  const [typed, setTyped] = useState<Typed>({
    title: `${session.today.slice(0, 4)} 年星级评定`,
    picked: undefined,
    places: 0,
    share: 50,
    noticeDays: 5,
    closesOn: undefined,
  })
  const { title, picked, closesOn } = typed
  const schemes = (data?.schemes ?? []).map((one) => one.scheme)
  const scheme = schemes.find((one) => one.title === picked)
  const open = useAct(openRound, {
    done: '已开始受理申报',
    onDone: ({ id }) => go(`/procedures/rating_round/${id}`),
  })
  const missing = [
    title.trim().length < 2 && '名称',
    scheme === undefined && '评级方案',
    closesOn === undefined && '申报截止日期',
  ].filter((one) => one !== false)
  return (
    <Page
      title="开展一次评定"
      crumbs={[{ label: '评定批次', to: '/procedures/rating_round' }, { label: '开展一次评定' }]}
      error={error}
      loading={isPending}
    >
      <RoundFields typed={typed} schemes={schemes} onChange={(part) => setTyped({ ...typed, ...part })} />
      <ConfirmPanel
        title="开始前请核对"
        happens={[
          '评分表按今天的样子冻结，以后改方案不影响本批次',
          '本县合作社都看得到申报通知',
          ...(scheme?.example === true ? ['现在选的是示例方案，不能作为正式评定的依据'] : []),
        ]}
        button="开始受理申报"
        busy={open.isPending}
        blocked={missing.length > 0 ? `还需填写：${missing.join('、')}` : null}
        onConfirm={() =>
          scheme !== undefined &&
          closesOn !== undefined &&
          open.mutate({
            body: {
              title,
              scheme: scheme.title,
              places: typed.places,
              share: typed.share * 100,
              noticeDays: typed.noticeDays,
              closesOn,
            },
          })
        }
      />
    </Page>
  )
}

function RoundFields(props: {
  typed: Typed
  schemes: readonly Scheme[]
  onChange: (part: Partial<Typed>) => void
}) {
  const session = useSession()
  const { typed, schemes, onChange } = props
  const scheme = schemes.find((one) => one.title === typed.picked)
  return (
    <section className="panel">
      <Form layout="vertical" component={false}>
        <Form.Item label="名称" required htmlFor="round-title">
          <Input
            id="round-title"
            value={typed.title}
            maxLength={100}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </Form.Item>
        <Form.Item label="评级方案" required extra={scheme?.example === true ? scheme.source : undefined}>
          <Select
            aria-label="评级方案"
            value={typed.picked ?? null}
            options={schemes.map((one) => ({ value: one.title, label: one.title, title: one.title }))}
            onChange={(next: string | null) => onChange({ picked: next ?? undefined })}
            style={{ maxWidth: 420 }}
          />
        </Form.Item>
        <Count
          label="名额（0 为不限）"
          value={typed.places}
          most={10_000}
          onChange={(places) => onChange({ places })}
        />
        <Count
          label="党支部领办的名额不少于（%）"
          value={typed.share}
          most={100}
          onChange={(share) => onChange({ share })}
        />
        <Count
          label="公示工作日"
          value={typed.noticeDays}
          most={60}
          onChange={(noticeDays) => onChange({ noticeDays })}
        />
        <Form.Item label="申报截止日期" required htmlFor="round-closes">
          <DayPicker
            id="round-closes"
            label="申报截止日期"
            value={typed.closesOn}
            from={session.today}
            onChange={(closesOn) => onChange({ closesOn })}
          />
        </Form.Item>
      </Form>
    </section>
  )
}

interface CountProps {
  label: string
  value: number
  most: number
  onChange: (value: number) => void
}

function Count(props: CountProps) {
  return (
    <Form.Item label={props.label}>
      <InputNumber
        aria-label={props.label}
        min={0}
        max={props.most}
        precision={0}
        value={props.value}
        onChange={(value) => props.onChange(value ?? 0)}
      />
    </Form.Item>
  )
}
