import { Button, Flex, Input, Radio, Select } from 'antd'
import { listCountyAreas, type AreaSubject, type ListedArea } from '#contract/regions/area-changes.ts'
import { useCall } from '../shell/api.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { NO_HEIR, type Draft, type Heir } from './area-draft.ts'
import './areas.css'

interface FieldProps {
  draft: Draft
  onChange: (change: Partial<Draft>) => void
}

/** Where it all goes: to one that stands, or to a new one; of a split to several. */
export function HeirsField({ draft, onChange }: FieldProps) {
  const several = draft.act === 'split'
  const setAt = (at: number, heir: Heir) =>
    onChange({ heirs: draft.heirs.map((one, index) => (index === at ? heir : one)), takers: {}, picks: {} })
  return (
    <fieldset className="area-heirs">
      <legend>{several ? '拆成哪几个' : '并入哪里（里面什么都没有的可以不选）'}</legend>
      {draft.heirs.map((heir, at) => (
        <HeirLine key={at} at={at} heir={heir} area={draft.area} onChange={(next) => setAt(at, next)} />
      ))}
      {several && (
        <Button
          size="small"
          onClick={() => onChange({ heirs: [...draft.heirs, { ...NO_HEIR, isNew: true }] })}
        >
          再加一个
        </Button>
      )}
    </fieldset>
  )
}

function HeirLine(props: {
  at: number
  heir: Heir
  area: ListedArea | null
  onChange: (heir: Heir) => void
}) {
  const { at, heir, area, onChange } = props
  const n = at + 1
  return (
    <Flex wrap gap="small" align="center" className="gap-below">
      <Radio.Group
        aria-label={`第 ${n} 个是现有还是新设`}
        value={heir.isNew}
        options={[
          { value: false, label: '现有' },
          { value: true, label: '新设' },
        ]}
        onChange={(event) => onChange({ ...NO_HEIR, isNew: event.target.value as boolean })}
      />
      {heir.isNew ? (
        <>
          <Input
            aria-label={`第 ${n} 个的代码`}
            placeholder="代码"
            maxLength={12}
            value={heir.code}
            style={{ width: 160 }}
            onChange={(event) => onChange({ ...heir, code: event.target.value.trim() })}
          />
          <Input
            aria-label={`第 ${n} 个的名称`}
            placeholder="名称"
            maxLength={50}
            value={heir.name}
            style={{ width: 220 }}
            onChange={(event) => onChange({ ...heir, name: event.target.value })}
          />
        </>
      ) : (
        <StandingSelect
          label={`第 ${n} 个`}
          without={area?.code ?? ''}
          heir={heir}
          onChange={(found) => onChange({ isNew: false, code: found.code, name: found.name })}
        />
      )}
    </Flex>
  )
}

function StandingSelect(props: {
  label: string
  without: string
  heir: Heir
  onChange: (found: { code: string; name: string }) => void
}) {
  // A township goes to a township, a village also up into one.
  const found = useCall(listCountyAreas, { query: { size: 500 } })
  const rows = (found.data?.rows ?? []).filter(
    (one) => !one.code.startsWith(props.without) && one.code.length <= props.without.length,
  )
  return (
    <Select
      aria-label={props.label}
      placeholder="选现有的乡镇或村"
      style={{ minWidth: 260 }}
      showSearch={{ optionFilterProp: 'label' }}
      value={props.heir.code || null}
      options={rows.map((one) => ({ value: one.code, label: `${one.name}（${one.code}）` }))}
      onChange={(code: string) => {
        const row = rows.find((one) => one.code === code)
        if (row) props.onChange(row)
      }}
    />
  )
}

/** The villages of a township that ends: their codes from then on, and who takes each. */
export function VillagesField({ draft, onChange }: FieldProps) {
  const takers = draft.heirs.filter((one) => one.code !== '')
  return (
    <fieldset className="area-heirs">
      <legend>下面的村（照新的区划代码填；还没有新代码的空着，先归到乡镇一级）</legend>
      <DataRows
        rows={[...draft.villages]}
        rowKey={(row) => row.code}
        columns={[
          { key: 'name', title: '村', head: true, render: (row) => `${row.name}（${row.code}）` },
          ...(draft.act === 'split'
            ? [
                {
                  key: 'taker',
                  title: '归哪个乡镇',
                  render: (row: ListedArea) => (
                    <Select
                      aria-label={`${row.name}归哪个乡镇`}
                      style={{ minWidth: 180 }}
                      value={draft.takers[row.code] ?? null}
                      options={takers.map((one) => ({ value: one.code, label: one.name || one.code }))}
                      onChange={(code: string) => onChange({ takers: { ...draft.takers, [row.code]: code } })}
                    />
                  ),
                },
              ]
            : []),
          {
            key: 'code',
            title: '新代码',
            render: (row) => (
              <Input
                aria-label={`${row.name}的新代码`}
                maxLength={12}
                style={{ width: 160 }}
                value={draft.codes[row.code] ?? ''}
                onChange={(event) =>
                  onChange({ codes: { ...draft.codes, [row.code]: event.target.value.trim() } })
                }
              />
            ),
          },
        ]}
      />
    </fieldset>
  )
}

/** Everything that lies in what ends, and where it goes; of a split each is picked by hand. */
export function SubjectTable(props: {
  subjects: readonly AreaSubject[]
  draft: Draft
  onPick: (id: string, to: string) => void
}) {
  const { draft, subjects } = props
  const counts = [...new Set(subjects.map((one) => one.label))].map(
    (label) => `${label} ${subjects.filter((one) => one.label === label).length}`,
  )
  const names = new Map([
    ...draft.heirs.map((one) => [one.code, one.name || one.code] as const),
    ...draft.villages.flatMap((one) => {
      const code = draft.codes[one.code] ?? ''
      return code === '' ? [] : [[code, one.name] as const]
    }),
  ])
  const targets = [...names].filter(([code]) => code !== '')
  return (
    <section aria-label="随之转走的">
      <h4>
        随之转走 {subjects.length} 项：{counts.join('，')}
      </h4>
      <DataRows
        rows={[...subjects]}
        rowKey={(row) => row.id}
        columns={[
          { key: 'label', title: '类别', width: 140, render: (row) => row.label },
          { key: 'name', title: '名称', head: true, render: (row) => row.name },
          {
            key: 'from',
            title: '现在',
            width: 150,
            render: (row) => <span className="number">{row.area}</span>,
          },
          {
            key: 'to',
            title: '归到',
            width: 260,
            render: (row) =>
              draft.act === 'split' ? (
                <Select
                  aria-label={`${row.name}归到`}
                  style={{ minWidth: 200 }}
                  value={row.to}
                  placeholder="请选"
                  options={targets.map(([code, name]) => ({ value: code, label: `${name}（${code}）` }))}
                  onChange={(to: string) => props.onPick(row.id, to)}
                />
              ) : row.to === null ? (
                '还没有写明'
              ) : (
                `${names.get(row.to) ?? ''}（${row.to}）`
              ),
          },
        ]}
      />
    </section>
  )
}
