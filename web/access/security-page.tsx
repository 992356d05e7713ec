import { Alert, Flex, Input, InputNumber, Select, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { readSecurity, setSecurity } from '#contract/access/security.ts'
import {
  checkSettings,
  SECURITY_SETTINGS,
  SETTING_NAMES,
  settingText,
  type SecuritySetting,
  type SettingName,
} from '#core/access/security-settings.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { DayText } from '../ui/values.tsx'
import { LogShipping } from './log-shipping.tsx'
import './security.css'

type Answer = z.infer<typeof readSecurity.response>
type Draft = Partial<Record<SettingName, number>>

const GROUPS = ['密码', '登录失败', '动态口令', '账号', '会话', '日志'] as const

/** 安全设置: what the security administrator sets, who asks for what, and every earlier value with its ground. */
export function SecurityPage() {
  const answer = useCall(readSecurity)
  return (
    <Page
      title="安全设置"
      says="密码、锁定和会话的规则，保存后立即生效；每次改动都写明依据并留痕"
      error={answer.error}
      loading={answer.isPending}
    >
      {answer.data && <Settings stored={answer.data} />}
    </Page>
  )
}

function Settings({ stored }: { stored: Answer }) {
  const [draft, setDraft] = useState<Draft>({})
  const inForce = (name: SettingName) => stored.values[name] ?? SECURITY_SETTINGS[name].preset
  const changes = SETTING_NAMES.flatMap((name) => {
    const value = draft[name]
    return value === undefined || value === inForce(name) ? [] : [{ name, value }]
  })
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="gap-below"
        title="等保和国际通行标准在两项上要求相反：字符种类、定期更换。默认按等保，改动前请与测评机构商定。"
      />
      {inForce('secondFactorFor') === 0 && (
        <Alert
          type="warning"
          showIcon
          className="gap-below"
          title="建议三个管理员都用动态口令：定为三级的系统必须用，二级的也防得住密码外泄。在下面“动态口令”里要求。"
        />
      )}
      {GROUPS.map((group) => (
        <section className="panel" key={group} aria-label={group}>
          <h3>{group}</h3>
          {SETTING_NAMES.filter((name) => SECURITY_SETTINGS[name].group === group).map((name) => (
            <SettingRow
              key={name}
              name={name}
              value={draft[name] ?? inForce(name)}
              changed={changes.some((one) => one.name === name)}
              onChange={(value) => setDraft({ ...draft, [name]: value })}
            />
          ))}
        </section>
      ))}
      {changes.length > 0 && <Save changes={changes} inForce={inForce} onDone={() => setDraft({})} />}
      <LogShipping />
      <History stored={stored} />
    </>
  )
}

interface RowProps {
  name: SettingName
  value: number
  changed: boolean
  onChange: (value: number) => void
}

function SettingRow(props: RowProps) {
  const { name, changed } = props
  const one: SecuritySetting = SECURITY_SETTINGS[name]
  return (
    <div className="setting-row">
      <div>
        <label htmlFor={`setting-${name}`}>{one.label}</label>
        {changed && <Tag color="blue">待保存</Tag>}
        <SettingValue {...props} />
        <div className="faint">
          默认 {settingText(name, one.preset)}
          {one.choices === undefined && `，可设 ${one.low} 至 ${one.high}`}
        </div>
      </div>
      <div>
        <p>{one.says}。</p>
        <p>
          <Tag>等保 2.0</Tag>
          {one.dengbao}
        </p>
        <p>
          <Tag>国际通行标准</Tag>
          {one.asvs}
          {one.disagree === true && <Tag color="orange">两者要求相反</Tag>}
        </p>
      </div>
    </div>
  )
}

function SettingValue({ name, value, onChange }: RowProps) {
  const one: SecuritySetting = SECURITY_SETTINGS[name]
  const id = `setting-${name}`
  if (one.choices !== undefined)
    return (
      <Select
        id={id}
        aria-label={one.label}
        className="setting-choice"
        value={value}
        options={one.choices.map((label, index) => ({ label, value: one.low + index }))}
        onChange={onChange}
      />
    )
  return (
    <Flex align="center" gap="small">
      <InputNumber
        id={id}
        min={one.low}
        max={one.high}
        precision={0}
        value={value}
        onChange={(next) => next !== null && onChange(next)}
      />
      {one.unit}
    </Flex>
  )
}

interface SaveProps {
  changes: { name: SettingName; value: number }[]
  inForce: (name: SettingName) => number
  onDone: () => void
}

function Save({ changes, inForce, onDone }: SaveProps) {
  const [ground, setGround] = useState('')
  const save = useAct(setSecurity, { quiet: true, done: '已保存，立即生效', onDone })
  const [first] = checkSettings(changes, ground)
  return (
    <section className="panel" aria-label="保存安全设置">
      <ConfirmPanel
        title="保存后立即生效"
        happens={changes.map(({ name, value }) => {
          const { label, says } = SECURITY_SETTINGS[name]
          return `${label}由“${settingText(name, inForce(name))}”改为“${settingText(name, value)}”。${says}`
        })}
        button="保存安全设置"
        busy={save.isPending}
        blocked={first?.says ?? null}
        onConfirm={() => save.mutate({ body: { changes, ground } })}
        onCancel={onDone}
        cancel="不改了"
      >
        <label htmlFor="setting-ground">依据</label>
        <Input
          id="setting-ground"
          className="gap-below"
          maxLength={200}
          placeholder="例如：等级保护测评整改意见、本单位信息安全管理制度"
          value={ground}
          onChange={(event) => setGround(event.target.value)}
        />
      </ConfirmPanel>
      {save.isError && <Problems problems={problemsOf(save.error)} />}
    </section>
  )
}

function History({ stored }: { stored: Answer }) {
  return (
    <section className="panel" aria-label="改动记录">
      <h3>改动记录</h3>
      <DataRows
        rows={stored.history}
        rowKey={(row) => `${row.at}${row.name}`}
        columns={[
          { key: 'at', title: '时间', width: 160, render: (row) => <DayText day={row.at} time /> },
          {
            key: 'name',
            title: '设置',
            head: true,
            width: 160,
            render: (row) => SECURITY_SETTINGS[row.name as SettingName].label,
          },
          {
            key: 'value',
            title: '改为',
            width: 150,
            render: (row) => settingText(row.name as SettingName, row.value),
          },
          { key: 'ground', title: '依据', render: (row) => row.ground },
          { key: 'actor', title: '何人', width: 120, render: (row) => row.actor },
        ]}
        empty={<EmptyState says="还没有改过，全部按默认值执行" />}
      />
    </section>
  )
}
