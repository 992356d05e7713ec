import { App, Button, Flex } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WireFinding } from '#contract/registry.ts'
import { openCase, openCases } from '#contract/supervision.ts'
import { call, useAct, useTellProblems } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { useGo } from '../ui/go.tsx'
import { grouped } from '../ui/order.ts'

export interface ChosenFindings {
  ids: string[]
  findings: WireFinding[]
  choose: (ids: string[], shown: readonly WireFinding[]) => void
  clear: () => void
}

/** The findings ticked so far, also those of other pages of the list. */
export function useChosenFindings(): ChosenFindings {
  const [kept, setKept] = useState<WireFinding[]>([])
  const choose = (ids: string[], shown: readonly WireFinding[]) => {
    const known = new Map([...kept, ...shown].map((one) => [one.id, one]))
    setKept(ids.map((id) => known.get(id)).filter((one) => one !== undefined))
  }
  return { ids: kept.map((one) => one.id), findings: kept, choose, clear: () => setKept([]) }
}

/** 立案: one case per cooperative, from the chosen findings or from all that have none so far. */
export function OpenCases(props: { chosen: ChosenFindings; area: string | undefined }) {
  const session = useSession()
  const [asking, setAsking] = useState<'chosen' | 'all' | null>(null)
  if (session.user.role !== 'county' && session.user.role !== 'township') return null
  if (asking === 'chosen') return <OpenChosen chosen={props.chosen} onClose={() => setAsking(null)} />
  if (asking === 'all') return <OpenAll area={props.area} onClose={() => setAsking(null)} />
  return (
    <Flex wrap gap="small" align="center" style={{ marginBottom: 12 }}>
      <Button type="primary" disabled={props.chosen.ids.length === 0} onClick={() => setAsking('chosen')}>
        对选中的问题立案{props.chosen.ids.length > 0 ? `（${props.chosen.ids.length} 条）` : ''}
      </Button>
      {props.chosen.ids.length > 0 && <Button onClick={props.chosen.clear}>取消选择</Button>}
      <Button onClick={() => setAsking('all')}>对全部未立案问题立案</Button>
    </Flex>
  )
}

function OpenChosen(props: { chosen: ChosenFindings; onClose: () => void }) {
  const { chosen, onClose } = props
  const { message } = App.useApp()
  const queries = useQueryClient()
  const tell = useTellProblems()
  const [busy, setBusy] = useState(false)
  const bodies = grouped(chosen.findings, (one) => one.body)
  const openEach = async () => {
    setBusy(true)
    let opened = 0
    try {
      for (const [body, findings] of bodies) {
        await call(openCase, { body: { body, findings: findings.map((one) => one.id) } })
        opened += 1
      }
      chosen.clear()
      onClose()
    } catch (error) {
      tell(error)
    }
    if (opened > 0) void message.success(`已立案 ${opened} 件，可到整改台账查看`)
    setBusy(false)
    await queries.invalidateQueries()
  }
  return (
    <Box>
      <ConfirmPanel
        title="立案前请核对"
        happens={[...bodies.values()]
          .slice(0, 8)
          .map((findings) => `${findings[0]?.bodyName ?? ''}：${findings.map((one) => one.label).join('、')}`)
          .concat(bodies.size > 8 ? [`另有 ${bodies.size - 8} 家合作社`] : [])}
        button={`为 ${bodies.size} 家合作社各立 1 件整改单，共 ${chosen.ids.length} 条问题`}
        busy={busy}
        onConfirm={() => void openEach()}
        onCancel={onClose}
      />
    </Box>
  )
}

function OpenAll(props: { area: string | undefined; onClose: () => void }) {
  const go = useGo()
  const { message } = App.useApp()
  const act = useAct(openCases, {
    onDone: (answer) => {
      void message.success(`已立案 ${answer.opened} 件`)
      props.onClose()
      if (answer.opened > 0) go(props.area === undefined ? '/cases' : `/cases?area=${props.area}`)
    },
  })
  return (
    <Box>
      <ConfirmPanel
        title="对全部未立案问题立案"
        happens={[
          props.area === undefined ? '范围：您辖区内的全部合作社' : '范围：上面所选的辖区',
          '每家合作社立 1 件整改单，包含它未立案的严重和一般问题；提示类不立案，已立案的不重复',
          '问题类型和程度等筛选条件在这里不起作用',
        ]}
        button="全部立案"
        busy={act.isPending}
        onConfirm={() => act.mutate({ body: props.area === undefined ? {} : { area: props.area } })}
        onCancel={props.onClose}
      />
    </Box>
  )
}

function Box(props: { children: React.ReactNode }) {
  return <div style={{ marginBottom: 12 }}>{props.children}</div>
}
