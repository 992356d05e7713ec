import { Alert, Button, Checkbox, Form } from 'antd'
import { useRef, useState } from 'react'
import { readItem } from '#contract/kernel/procedures.ts'
import { caseContent } from '#contract/membership/life.ts'
import {
  enterJoining,
  type Entered,
  type Entering,
  type EnteringPreview,
  previewEntering,
} from '#contract/membership/joining.ts'
import { LeaveGuard, NO_DRAFT } from '../register/leave-guard.tsx'
import { usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { HereAlone } from '../ui/here-alone.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { WordsField } from './case-fields.tsx'
import { EnterFields, type Typed } from './enter-fields.tsx'
import { ShareChanges, sentencesOf } from './share-changes.tsx'
import { WelcomeSlip } from './welcome-slip.tsx'

const PROCEDURE = 'member_joining'

/** 登入名册: what is filled in, what it will change, one press; then the slip to print. */
export function EnterPage() {
  const id = usePathParam('id')
  const found = useCall(readItem, { params: { procedure: PROCEDURE, id } })
  const [entered, setEntered] = useState<Entered>()
  const item = found.data
  const due = item?.actions.find((one) => one.action === 'enter' || one.action === 'admit')
  const content = caseContent.safeParse(item?.payload ?? {}).data
  return (
    <Page
      title={entered === undefined ? `登入名册：${content?.person ?? ''}` : `${entered.name} 已入社`}
      crumbs={[
        { label: '入社', to: `/procedures/${PROCEDURE}` },
        { label: item?.code ?? '入社', to: `/procedures/${PROCEDURE}/${id}` },
        { label: '登入名册' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={
        entered !== undefined && (
          <>
            <Go to={`/members/${entered.member}/life`}>成员的权利人、收款人</Go>
            {entered.slip !== null && (
              <Button type="primary" onClick={() => globalThis.print()}>
                打印
              </Button>
            )}
          </>
        )
      }
    >
      {entered !== undefined && <WelcomeSlip entered={entered} />}
      {entered === undefined && item !== undefined && due === undefined && (
        <section className="panel">
          <EmptyState says={`现在是“${item.stateLabel}”，不能登入名册；请回到这件申请看下一步`} />
        </section>
      )}
      {entered === undefined && item !== undefined && due !== undefined && content !== undefined && (
        <section className="panel">
          <p>{decisionOf(content)}</p>
          {due.refusedBecause === null ? (
            <EnterForm
              id={id}
              version={item.version}
              contribution={content.contribution}
              kind={content.kind}
              onEntered={setEntered}
              onRefused={() => void found.refetch()}
            />
          ) : (
            <Alert type="warning" title={due.refusedBecause} />
          )}
        </section>
      )}
    </Page>
  )
}

function decisionOf({ vote, board }: ReturnType<typeof caseContent.parse>): string {
  if (vote !== undefined)
    return `${vote.heldOn} ${vote.resolution}：应到 ${vote.members}，出席 ${vote.present}，赞成 ${vote.yes}`
  if (board === undefined) return ''
  return `${board.heldOn} ${board.resolution}（${board.charter}）：理事 ${board.seats} 人，到会 ${board.present} 人，赞成 ${board.yes} 票`
}

interface EnterFormProps {
  id: string
  version: number
  contribution: string | undefined
  kind: string | undefined
  onEntered: (entered: Entered) => void
  /** Where somebody else acted meanwhile, the next press goes with what is there now. */
  onRefused: () => void
}

function EnterForm(props: EnterFormProps) {
  const { id, version } = props
  const saved = useRef(false)
  const [start] = useState<Typed>({ share: props.contribution === undefined ? 'later' : 'now' })
  const [typed, setTyped] = useState(start)
  const [slip, setSlip] = useState(true)
  const preview = useAct(previewEntering, { quiet: true, invalidate: [] })
  const enter = useAct(enterJoining, {
    quiet: true,
    done: '已登入名册',
    onDone: (entered) => {
      saved.current = true
      props.onEntered(entered)
    },
  })
  const change = (key: string) => (value: string) => {
    if (key !== 'note') preview.reset()
    enter.reset()
    setTyped({ ...typed, [key]: value })
  }
  const body = bodyOf(typed)
  const send = { params: { id }, body }
  const error = enter.error ?? preview.error
  return (
    <Form layout="vertical" component={false}>
      <LeaveGuard when={() => typed !== start && !saved.current} says={NO_DRAFT} />
      <EnterFields typed={typed} change={change} contribution={props.contribution} kind={props.kind} />
      {error !== null && <Alert type="error" title={<Problems problems={problemsOf(error)} />} />}
      {preview.data === undefined ? (
        <Button type="primary" loading={preview.isPending} onClick={() => preview.mutate(send)}>
          核对
        </Button>
      ) : (
        <Check
          preview={preview.data}
          typed={typed}
          change={change}
          slip={{ value: slip, onChange: setSlip }}
          busy={enter.isPending}
          onConfirm={() =>
            enter.mutate({ params: { id }, body: { ...body, version, slip } }, { onError: props.onRefused })
          }
          onCancel={() => preview.reset()}
        />
      )}
    </Form>
  )
}

interface CheckProps {
  preview: EnteringPreview
  typed: Typed
  change: (key: string) => (value: string) => void
  slip: { value: boolean; onChange: (value: boolean) => void }
  busy: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Everything that the one press does, and what the caps say to it. */
function Check(props: CheckProps) {
  const { preview, typed, change, slip } = props
  const needs = preview.worse.length > 0 && (typed['note'] ?? '').trim() === ''
  return (
    <ConfirmPanel
      title="核对：按下去就一次办成，中途不成就都不办"
      happens={[
        ...preview.happens,
        ...(preview.share === null ? [] : sentencesOf(preview.share)),
        ...(slip.value ? ['印一张入口码，30 天内用一次；只显示这一次，请当面交给本人'] : []),
      ]}
      button="登入名册"
      busy={props.busy}
      blocked={needs ? '持股超过上限的，请先写明理由' : null}
      onConfirm={props.onConfirm}
      onCancel={props.onCancel}
      cancel="再改改"
    >
      {preview.share !== null && (
        // Parts of all the others shrink a little; told is who brings what.
        <ShareChanges changes={preview.share.changes.filter((one) => one.before !== one.after)} />
      )}
      {preview.worse.length > 0 && (
        <WordsField
          id="enter-note"
          label="持股超过上限的理由"
          value={typed['note']}
          onChange={change('note')}
          required
          extra="如：成员大会已订出逐步降低的计划"
        />
      )}
      <p>
        <Checkbox checked={slip.value} onChange={(event) => slip.onChange(event.target.checked)}>
          同时打印入口码，让新成员用手机查自己的账
        </Checkbox>
      </p>
      {slip.value && <HereAlone paper="入口码" />}
    </ConfirmPanel>
  )
}

/** What was typed as it travels; the server says in words what is missing. */
function bodyOf(typed: Typed): Entering {
  const given = (key: string) => ((typed[key] ?? '').trim() === '' ? {} : { [key]: typed[key]!.trim() })
  const { share: when, kind = 'cash', amount = '' } = typed
  return {
    joinedOn: typed['joinedOn'] ?? '',
    ...given('idNumber'),
    ...given('number'),
    ...(when === 'now' && {
      share: { kind, amount, ...given('project'), ...given('on'), ...given('basis'), ...given('note') },
    }),
  }
}
