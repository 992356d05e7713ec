import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { DRAW_BODY_KINDS, type DrawFilters, openDraw, readPopulation } from '#contract/audits/draws.ts'
import { sizeOf } from '#core/audits/sample.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { AreaPicker } from '../ui/pickers.tsx'

const SKIP_YEARS = 3

interface Typed extends DrawFilters {
  title: string
  by: 'count' | 'percent'
  count: number
  percent: number
}

/** 定下总体: what narrows it, how many are drawn; frozen before anybody knows the number. */
export function DrawNewPage() {
  const session = useSession()
  const go = useGo()
  const year = Number(session.today.slice(0, 4))
  const [typed, setTyped] = useState<Typed>({
    title: `${year} 年合作社抽查审计`,
    by: 'count',
    count: 3,
    percent: 10,
    skipYears: SKIP_YEARS,
  })
  const { title, by, count, percent, ...narrows } = typed
  const filters = Object.fromEntries(
    Object.entries(narrows).filter(([, value]) => value !== undefined),
  ) as DrawFilters
  const found = useCall(readPopulation, { query: filters }, { keep: true })
  const size = by === 'count' ? { count } : { percent }
  const open = useAct(openDraw, {
    done: '总体已定',
    onDone: ({ id }) => go(`/procedures/audit_draw/${id}`),
  })
  return (
    <Page
      title="定下抽查的总体"
      crumbs={[{ label: '抽查抽取', to: '/procedures/audit_draw' }, { label: '定下总体' }]}
      error={found.error}
    >
      <section className="panel">
        <Form layout="vertical" component={false}>
          <Narrowing
            typed={typed}
            classes={found.data?.classes ?? []}
            onChange={(part) => setTyped({ ...typed, ...part })}
          />
          <Size typed={typed} onChange={(part) => setTyped({ ...typed, ...part })} />
        </Form>
      </section>
      <ConfirmPanel
        title={counted(found.data?.count, size)}
        happens={[
          `总体就是参加抽取的全部合作社：按今天的名录定下并封存，以后名录再变也不影响`,
          ...(typed.skipYears === undefined
            ? []
            : [`近 ${typed.skipYears} 年内审计过的 ${found.data?.skipped ?? 0} 家不参加`]),
          '定下以后再由见证人当众报出种子数；名单由总体和种子算出，谁都可以重算',
        ]}
        button="定下总体"
        busy={open.isPending}
        blocked={lackingOf(found.data?.count, title)}
        onConfirm={() => open.mutate({ body: { title, year, filters, size } })}
      />
    </Page>
  )
}

function counted(all: number | undefined, size: Parameters<typeof sizeOf>[0]): string {
  if (all === undefined) return '正在数符合条件的有几家…'
  return `符合条件的有 ${all} 家，抽 ${all === 0 ? 0 : sizeOf(size, all)} 家`
}

function lackingOf(all: number | undefined, title: string): string | null {
  if (all === undefined) return '还没有数完'
  if (all === 0) return '没有可抽的合作社，请放宽条件'
  return title.trim().length < 2 ? '请写明名称' : null
}

interface Fields {
  typed: Typed
  onChange: (part: Partial<Typed>) => void
}

const some = (words: readonly string[]) => words.map((value) => ({ value, label: value, title: value }))

function Narrowing(props: Fields & { classes: readonly string[] }) {
  const { typed, onChange } = props
  const session = useSession()
  return (
    <>
      <Form.Item label="名称" required htmlFor="draw-title">
        <Input
          id="draw-title"
          style={{ maxWidth: 420 }}
          value={typed.title}
          maxLength={100}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="辖区">
        <AreaPicker
          value={typed.area}
          onChange={(area) => onChange({ area })}
          placeholder={session.areaName}
          style={{ maxWidth: 420, width: '100%' }}
        />
      </Form.Item>
      <Form.Item label="主体类型">
        <Select
          aria-label="主体类型"
          allowClear
          style={{ maxWidth: 260 }}
          placeholder="合作社和联合社"
          value={typed.kind ?? null}
          options={some(DRAW_BODY_KINDS)}
          onChange={(kind: Typed['kind'] | null) => onChange({ kind: kind ?? undefined })}
        />
      </Form.Item>
      <Form.Item label="类别（体检）">
        <Select
          aria-label="类别"
          allowClear
          style={{ maxWidth: 260 }}
          placeholder="全部类别"
          value={typed.class ?? null}
          options={some(props.classes)}
          onChange={(picked: Typed['class'] | null) => onChange({ class: picked ?? undefined })}
        />
      </Form.Item>
    </>
  )
}

function Size(props: Fields) {
  const { typed, onChange } = props
  return (
    <>
      <Form.Item label="近几年内审计过的不参加" extra="留空则都参加">
        <InputNumber
          aria-label="近几年内审计过的不参加"
          min={1}
          max={10}
          precision={0}
          value={typed.skipYears ?? null}
          onChange={(value) => onChange({ skipYears: value ?? undefined })}
        />{' '}
        年
      </Form.Item>
      <Form.Item label="抽多少" required>
        <Radio.Group
          value={typed.by}
          onChange={(event) => onChange({ by: event.target.value as Typed['by'] })}
          options={[
            { value: 'count', label: '按家数' },
            { value: 'percent', label: '按比例（向上取整）' },
          ]}
        />
        <span style={{ whiteSpace: 'nowrap' }}>
          <InputNumber
            aria-label={typed.by === 'count' ? '抽取家数' : '抽取比例'}
            min={1}
            max={typed.by === 'count' ? 1000 : 100}
            precision={0}
            value={typed[typed.by]}
            onChange={(value) => onChange({ [typed.by]: value ?? 1 })}
          />{' '}
          {typed.by === 'count' ? '家' : '%'}
        </span>
      </Form.Item>
    </>
  )
}
