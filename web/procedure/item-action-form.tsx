import { Flex, Form, Input } from 'antd'
import { Suspense, useState } from 'react'
import { actOnItem, type Item, ITEM_SHEET_PATH, type OfferedAction } from '#contract/kernel/procedures.ts'
import { link, useAct } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { FileUpload } from '../ui/files.tsx'
import { ActionFoot } from '../ui/offered-actions.tsx'
import { PaperFields } from '../ui/paper-fields.tsx'
import { type Asks, pagesOf } from './declared.ts'
import { emptyItemDraft, itemBodyOf, type ItemDraft, missingOfItem, SHEET } from './item-draft.ts'
import { HelpersPicker, LeadPicker } from './unit-picker.tsx'

interface ItemActionFormProps {
  item: Item
  action: OfferedAction
  /** Another person signed: it can be recorded on paper only. */
  paperOnly: boolean
  onClose: () => void
}

/** Says what the action does, asks for exactly what it needs, then does it. */
export function ItemActionForm(props: ItemActionFormProps) {
  const { item, action, onClose } = props
  const asks = pagesOf(item.procedure)?.asks?.[action.action] ?? {}
  const fresh = pagesOf(item.procedure)?.of.actions[action.action]?.freshDue === true
  const [draft, setDraft] = useState<ItemDraft>(() =>
    emptyItemDraft(fresh ? { ...item, dueOn: null } : item, {
      onPaper: props.paperOnly,
      proposedDue: action.proposedDue?.day,
    }),
  )
  const [tried, setTried] = useState(false)
  const act = useAct(actOnItem, { done: `${action.label}：已办理`, onDone: onClose, quiet: true })
  const change = (part: Partial<ItemDraft>) => setDraft({ ...draft, ...part })
  const missing = missingOfItem(draft, action.needs, asks)
  const params = { procedure: item.procedure, id: item.id }
  const submit = () => {
    setTried(true)
    if (missing.length === 0) act.mutate({ params, body: itemBodyOf(draft, action, item.version) })
  }
  const Part = pagesOf(item.procedure)?.parts?.[action.action]
  return (
    <Form layout="vertical" component={false}>
      <h4 style={{ margin: '0 0 8px' }}>{action.label}</h4>
      {action.happens !== null && <p className="faint">{action.happens}</p>}
      <NeededFields item={item} action={action} draft={draft} asks={asks} change={change} />
      {Part !== undefined && (
        <Suspense fallback={null}>
          <Part item={item} value={draft.payload} onChange={(payload) => change({ payload })} />
        </Suspense>
      )}
      {(action.onPaper || props.paperOnly) && (
        <PaperFields
          paper={draft.paper}
          onChange={(paper) => change({ paper })}
          sheet={SHEET}
          only={props.paperOnly}
          link={<a href={link(ITEM_SHEET_PATH, params)}>打印签批单（.docx）</a>}
        />
      )}
      <ActionFoot
        label={action.label}
        missing={tried ? missing : []}
        error={act.error}
        busy={act.isPending}
        onSubmit={submit}
        onCancel={onClose}
      />
    </Form>
  )
}

interface FieldsProps extends Pick<ItemActionFormProps, 'item' | 'action'> {
  draft: ItemDraft
  asks: Asks
  change: (part: Partial<ItemDraft>) => void
}

function NeededFields(props: FieldsProps) {
  const { draft, asks, change, action } = props
  const session = useSession()
  const needs = (need: string) => action.needs.includes(need)
  return (
    <>
      {needs('unit') && (
        <Flex wrap gap="middle">
          <Form.Item label="牵头单位" required>
            <LeadPicker label="牵头单位" value={draft.lead} onChange={(lead) => change({ lead })} />
          </Form.Item>
          <Form.Item label="配合单位">
            <HelpersPicker value={draft.helpers} onChange={(helpers) => change({ helpers })} />
          </Form.Item>
        </Flex>
      )}
      {needs('owner') && (
        <Form.Item label="责任人" required htmlFor="item-owner">
          <Input
            id="item-owner"
            value={draft.owner}
            maxLength={50}
            onChange={(event) => change({ owner: event.target.value })}
          />
        </Form.Item>
      )}
      {needs('dueOn') && (
        <Form.Item label={asks.dueOn ?? '期限'} required htmlFor="item-due" extra={action.proposedDue?.says}>
          <DayPicker
            id="item-due"
            label={asks.dueOn ?? '期限'}
            value={draft.dueOn}
            from={session.today}
            onChange={(dueOn) => change({ dueOn })}
          />
        </Form.Item>
      )}
      <SaidFields {...props} />
    </>
  )
}

/** In words and with proof: every action takes a note and files, and some need them. */
function SaidFields(props: FieldsProps) {
  const { draft, change, action } = props
  const needs = (need: string) => action.needs.includes(need)
  return (
    <>
      <Form.Item
        label={needs('note') ? '说明' : '说明（可不填）'}
        required={needs('note')}
        htmlFor="item-note"
      >
        <Input.TextArea
          id="item-note"
          value={draft.note}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          onChange={(event) => change({ note: event.target.value })}
        />
      </Form.Item>
      <Form.Item
        label={needs('files') ? (props.asks.files ?? '佐证材料') : '佐证材料（可不传）'}
        required={needs('files') || draft.paper !== null}
      >
        <FileUpload
          value={draft.files}
          onChange={(files) => change({ files })}
          accept="image/*,.pdf,.docx,.xlsx"
        />
      </Form.Item>
    </>
  )
}
