import type { z } from 'zod'
import { Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import {
  changeAreas,
  listCountyAreas,
  previewAreaChange,
  undoAreaChange,
  type AreaChange,
  type AskedAreaChange,
  type ListedArea,
} from '#contract/regions/area-changes.ts'
import { AREA_RULES } from '#core/regions/area-rules.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Problems } from '../ui/problems.tsx'
import { askedOf, missingIn, newDraft, type Act, type Draft } from './area-draft.ts'
import { HeirsField, SubjectTable, VillagesField } from './area-heirs.tsx'
import { FollowingTargets, targetsSay, type Divided } from './following-targets.tsx'

const TITLES: Record<Act, string> = { add: '新设乡镇或村', rename: '更名', merge: '撤并', split: '拆分' }

/** A change of areas: filled in, shown with everything that it moves, then done. */
export function AreaChangeForm(props: { act: Act; area: ListedArea | null; onClose: () => void }) {
  const { act, area } = props
  const township = area?.level === 'township' && (act === 'merge' || act === 'split')
  const below = useCall(
    listCountyAreas,
    { query: { within: area?.code ?? '', size: 500 } },
    { enabled: township },
  )
  if (township && below.data === undefined) return null
  const villages = township ? (below.data?.rows ?? []).filter((one) => one.level === 'village') : []
  return <Filling {...props} villages={villages} />
}

function Filling(props: { act: Act; area: ListedArea | null; villages: ListedArea[]; onClose: () => void }) {
  const { act, area, villages } = props
  const { today } = useSession()
  const [draft, setDraft] = useState(() => newDraft(act, { area, villages, today }))
  const [shown, setShown] = useState(false)
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const missing = missingIn(draft)
  const title = area === null ? TITLES[act] : `${area.name} ${TITLES[act]}`
  return (
    <section className="panel" aria-label={title}>
      <h3>{title}</h3>
      <Fields draft={draft} onChange={set} />
      {(act === 'merge' || act === 'split') && <HeirsField draft={draft} onChange={set} />}
      {villages.length > 0 && <VillagesField draft={draft} onChange={set} />}
      {shown && missing === null ? (
        <Preview draft={draft} onPick={(picks) => set({ picks })} onClose={props.onClose} />
      ) : (
        <Flex gap="small" align="center" wrap>
          <Button type="primary" disabled={missing !== null} onClick={() => setShown(true)}>
            看看会怎样
          </Button>
          <Button onClick={props.onClose}>取消</Button>
          {missing !== null && <span className="faint">{missing}</span>}
        </Flex>
      )}
    </section>
  )
}

/** What every change says, and of an area that is set up or renamed its code and name. */
function Fields(props: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { today } = useSession()
  const { draft, onChange: set } = props
  const { act } = draft
  return (
    <Form layout="vertical" className="form-grid">
      {act === 'add' && (
        <Form.Item label="代码" required htmlFor="area-code" extra="乡镇 9 位，村 12 位，照统计用区划代码">
          <Input
            id="area-code"
            value={draft.code}
            maxLength={12}
            onChange={(event) => set({ code: event.target.value.trim() })}
          />
        </Form.Item>
      )}
      {(act === 'add' || act === 'rename') && (
        <Form.Item label={act === 'add' ? '名称' : '新名称'} required htmlFor="area-name">
          <Input
            id="area-name"
            value={draft.name}
            maxLength={50}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Form.Item>
      )}
      <Form.Item label="从哪天起" required>
        <DayPicker
          value={draft.day}
          until={today}
          label="从哪天起"
          onChange={(day) => set({ day: day ?? today })}
        />
      </Form.Item>
      <Form.Item label="依据" required htmlFor="area-ground">
        <Input
          id="area-ground"
          maxLength={200}
          placeholder="例如：批复的名称、文号"
          value={draft.ground}
          onChange={(event) => set({ ground: event.target.value })}
        />
      </Form.Item>
    </Form>
  )
}

/** What would be done; where something has no place yet, it is given one here. */
function Preview(props: {
  draft: Draft
  onPick: (picks: Record<string, string>) => void
  onClose: () => void
}) {
  const { draft } = props
  const asked = askedOf(draft)
  const answer = useCall(previewAreaChange, { body: asked }, { keep: true })
  const act = useAct(changeAreas, { quiet: true, done: '已办理', onDone: props.onClose })
  const found = answer.data
  if (found === undefined) return answer.error ? <Problems problems={problemsOf(answer.error)} /> : null
  return (
    <>
      {found.subjects.length > 0 && (
        <SubjectTable
          subjects={found.subjects}
          draft={draft}
          onPick={(id, to) => props.onPick({ ...draft.picks, [id]: to })}
        />
      )}
      <FollowingTargets targets={found.targets} />
      <ConfirmPanel
        title="办理后"
        happens={happensOf(asked, { ...found, moved: found.subjects.length })}
        button={`办理${TITLES[draft.act]}`}
        danger={draft.act === 'merge' || draft.act === 'split'}
        busy={act.isPending}
        blocked={found.problems[0]?.says ?? null}
        onConfirm={() => act.mutate({ body: asked })}
        onCancel={props.onClose}
      />
      {act.isError && <Problems problems={problemsOf(act.error)} />}
    </>
  )
}

type Ruled = z.infer<typeof previewAreaChange.response>['rules'][number]

/** What places said for their cooperatives: what goes on, and what has to be said anew. */
function rulesSay(rules: readonly Ruled[]): string[] {
  const told = (those: readonly Ruled[]): string =>
    [...new Set(those.map((one) => `${one.name}的${AREA_RULES[one.kind]}`))].join('、')
  const [kept, open] = [rules.filter((one) => one.to !== null), rules.filter((one) => one.to === null)]
  return [
    ...(kept.length > 0 ? [`${told(kept)}照旧管到接续的地方`] : []),
    ...(open.length > 0 ? [`${told(open)}要重新规定：分到了几处，或接续的地方另有规定，不会自动转走`] : []),
  ]
}

function happensOf(
  asked: AskedAreaChange,
  of: { moved: number; targets: readonly Divided[]; rules: readonly Ruled[] },
): string[] {
  return [
    ...(asked.ends.length > 0
      ? [`${asked.ends.length} 个乡镇、村从 ${asked.day} 起撤销，仍在“已撤销”里查得到`]
      : []),
    ...(asked.adds.length > 0
      ? [`新设 ${asked.adds.length} 个：${asked.adds.map((one) => one.name).join('、')}`]
      : []),
    ...asked.renames.map((one) => `从 ${asked.day} 起叫“${one.name}”，原来的名称列为原名，仍能搜到`),
    ...(asked.ends.length > 0
      ? [
          of.moved > 0
            ? `上面 ${of.moved} 项从 ${asked.day} 起归到所写的地方；这以前的记录和统计不变，看得到的人随之改变，转走的账号要重新登录`
            : '没有合作社、台账记录、账号、单位在这里，不用转',
        ]
      : []),
    ...targetsSay(of.targets),
    ...rulesSay(of.rules),
    ...(asked.ends.length > 0 ? ['已经发出、还没收齐的填报表，改由合作社现在所在的乡镇接着填'] : []),
    '办错了可以在“历次变更”里撤回，两次都留在名单上',
  ]
}

/** Taking a change back: another change that puts back what was. */
export function UndoForm(props: { change: AreaChange; onClose: () => void }) {
  const { change } = props
  const { today } = useSession()
  const [day, setDay] = useState(today)
  const [ground, setGround] = useState('')
  const act = useAct(undoAreaChange, { quiet: true, done: '已撤回', onDone: props.onClose })
  return (
    <ConfirmPanel
      title={`撤回“${change.says}”`}
      happens={[
        `从 ${day} 起恢复原来的乡镇和村，当时转走、现在还在那里的归回原处`,
        `${change.day} 到 ${day} 之间仍按变更后的算；两次都留在名单上`,
        '变更以后新到那里的，要先写明归到哪里才能撤回',
      ]}
      button="撤回变更"
      danger
      busy={act.isPending}
      blocked={ground.trim().length < 2 ? '请写明为什么撤回' : null}
      onConfirm={() => act.mutate({ params: { id: change.id }, body: { day, ground } })}
      onCancel={props.onClose}
    >
      <Form layout="vertical" className="form-grid">
        <Form.Item label="从哪天起">
          <DayPicker
            value={day}
            from={change.day}
            until={today}
            label="从哪天起撤回"
            onChange={(next) => setDay(next ?? today)}
          />
        </Form.Item>
        <Form.Item label="为什么撤回" required htmlFor="undo-ground">
          <Input
            id="undo-ground"
            maxLength={200}
            value={ground}
            onChange={(event) => setGround(event.target.value)}
          />
        </Form.Item>
      </Form>
      {act.isError && <Problems problems={problemsOf(act.error)} />}
    </ConfirmPanel>
  )
}
