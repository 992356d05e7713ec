import { Alert, Button, Checkbox, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { createHandout, previewHandout } from '#contract/registry.ts'
import { registryRegisters } from '#core/registry/registers.ts'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go, useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { AreaPicker } from '../ui/pickers.tsx'
import { HandoutPreview } from './handout-preview.tsx'

const ASKABLE = registryRegisters.filter((one) => one.askable)

/** 生成填报表: what is asked, of whom, by when; the workbooks as they will be, before they are made. */
export function HandoutNewPage() {
  const address = useAddress()
  const session = useSession()
  const go = useGo()
  const [title, setTitle] = useState(() => usualTitle(session.today))
  const [dueOn, setDueOn] = useState<string | undefined>(undefined)
  const asked = askedOf(address)
  const wanted = asked.rules.length + asked.registers.length > 0
  const preview = useCall(previewHandout, { body: asked }, { enabled: wanted, keep: true })
  const act = useAct(createHandout, { done: '填报表已生成', onDone: (made) => go(`/handouts/${made.id}`) })
  const data = wanted ? preview.data : undefined
  const blocked = blockedBecause({ title, dueOn, bodies: data?.bodies ?? 0 })
  const make = () => {
    if (dueOn !== undefined) act.mutate({ body: { ...asked, title: title.trim(), dueOn } })
  }
  return (
    <Page title="生成填报表" crumbs={[{ label: '发表收表', to: '/handouts' }, { label: '生成填报表' }]}>
      <section className="panel">
        <h3>一、问什么</h3>
        <WhatIsAsked />
      </section>
      <section className="panel">
        <h3>二、表名和期限</h3>
        <Flex wrap gap="middle">
          <Form.Item label="表名" required htmlFor="handout-title" style={{ flex: '1 1 360px' }}>
            <Input
              id="handout-title"
              value={title}
              maxLength={100}
              onChange={(event) => setTitle(event.target.value)}
            />
          </Form.Item>
          <Form.Item label="收表期限" required htmlFor="handout-due">
            <DayPicker id="handout-due" value={dueOn} from={session.today} onChange={setDueOn} />
          </Form.Item>
        </Flex>
      </section>
      <section className="panel">
        <h3>三、看一眼再生成</h3>
        {!wanted && <EmptyState says="先在上面选定要问的台账，或从待查明清单带入" />}
        {preview.error !== null && wanted && <Alert type="error" showIcon title={preview.error.message} />}
        {data !== undefined && <HandoutPreview preview={data} />}
        <Flex wrap gap="small" align="center" style={{ marginTop: 12 }}>
          <Button type="primary" loading={act.isPending} disabled={blocked !== null} onClick={make}>
            {data === undefined ? '生成填报表' : `生成 ${data.townships.length} 份填报表`}
          </Button>
          {blocked !== null && wanted && <span className="faint">{blocked}</span>}
        </Flex>
      </section>
    </Page>
  )
}

interface Ready {
  title: string
  dueOn: string | undefined
  bodies: number
}

function blockedBecause(ready: Ready): string | null {
  if (ready.bodies === 0) return '没有要补的内容：所选栏目都已填齐'
  if (ready.title.trim().length < 2) return '请填写表名'
  return ready.dueOn === undefined ? '请选择收表期限' : null
}

function usualTitle(today: string): string {
  const [year = '', month = ''] = today.split('-')
  return `农民合作社情况补填表（${year}年${Number(month)}月）`
}

function askedOf(address: ReturnType<typeof useAddress>) {
  const area = address.get('area')
  const bodies = address.all('bodies')
  return {
    rules: address.all('rules'),
    registers: address.all('registers'),
    ...(area !== undefined && { area }),
    ...(bodies.length > 0 && { bodies }),
  }
}

/** Rules that came along from the unknown list, whole registers, and the area. */
function WhatIsAsked() {
  const address = useAddress()
  const session = useSession()
  const { rules, registers, area, bodies } = askedOf(address)
  return (
    <Flex vertical gap="middle">
      {rules.length > 0 ? (
        <Alert
          type="success"
          title={`已带入 ${rules.length} 条判不了的规则：只问它们缺的栏目，已知的预先填好并锁定`}
          action={
            <Button size="small" onClick={() => address.set({ rules: undefined })}>
              不按规则问
            </Button>
          }
        />
      ) : (
        <span>
          <Go to="/unknown">从待查明清单带入</Go>
          <span className="faint">：只问体检缺的栏目，最省事</span>
        </span>
      )}
      <Form.Item label="整张台账都问" style={{ margin: 0 }}>
        <Checkbox.Group
          options={ASKABLE.map((one) => ({ value: one.id, label: one.label }))}
          value={registers}
          onChange={(picked) => address.set({ registers: picked.map(String) })}
        />
      </Form.Item>
      {bodies === undefined ? (
        <Form.Item label="范围" htmlFor="handout-area" style={{ margin: 0 }}>
          <AreaPicker
            id="handout-area"
            value={area}
            placeholder={session.areaName}
            style={{ maxWidth: 320 }}
            onChange={(picked) => address.set({ area: picked })}
          />
        </Form.Item>
      ) : (
        <span>
          范围：指定的 {bodies.length} 家合作社{' '}
          <Button size="small" type="link" onClick={() => address.set({ bodies: undefined })}>
            改为全辖区
          </Button>
        </span>
      )}
    </Flex>
  )
}
