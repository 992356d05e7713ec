import { Button, Segmented, Select } from 'antd'
import { readCheck } from '#contract/supervision.ts'
import { useCall } from '../shell/api.ts'
import { Labelled } from '../ui/labelled.tsx'
import { ScopeBar, useScope } from './scope-bar.tsx'

const SEVERITIES = [
  { value: 'serious', label: '严重' },
  { value: 'ordinary', label: '一般' },
  { value: 'hint', label: '提示' },
]
const STATES = [
  { value: '1', label: '未消除' },
  { value: '0', label: '含已消除' },
]

/** Filters of the problem list; all of them stand in the address bar. */
export function FindingFilters() {
  const { address, query } = useScope()
  const check = useCall(readCheck, { query }, { keep: true, staleTime: 60_000 })
  const rules = (check.data?.rules ?? []).filter((one) => one.off === null)
  const filtered = ['rule', 'severity', 'area', 'body', 'open'].some((key) => address.get(key) !== undefined)
  const set = (key: string) => (value: string | undefined) => address.set({ [key]: value, page: undefined })
  return (
    <ScopeBar
      withDay={false}
      {...(check.data !== undefined && check.data.areaName !== '' && { areaName: check.data.areaName })}
    >
      <Segmented options={STATES} value={address.get('open') ?? '1'} onChange={set('open')} />
      <Labelled label="程度">
        <Select
          allowClear
          options={SEVERITIES}
          value={address.get('severity') ?? null}
          onChange={(value: string | null) => set('severity')(value ?? undefined)}
          placeholder="不限"
          style={{ width: 90 }}
        />
      </Labelled>
      <Labelled label="规则">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={rules.map((one) => ({ value: one.rule, label: `${one.label}（${one.fails}）` }))}
          value={address.get('rule') ?? null}
          onChange={(value: string | null) => set('rule')(value ?? undefined)}
          placeholder="全部规则"
          popupMatchSelectWidth={420}
          style={{ width: 260 }}
        />
      </Labelled>
      {filtered && (
        <Button
          type="link"
          onClick={() =>
            address.set({
              rule: undefined,
              severity: undefined,
              area: undefined,
              body: undefined,
              open: undefined,
              page: undefined,
            })
          }
        >
          清除条件
        </Button>
      )}
    </ScopeBar>
  )
}
