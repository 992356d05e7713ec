import { Alert, Button, Flex, Input, Radio } from 'antd'
import { useState } from 'react'
import type { WireValue } from '#contract/kernel.ts'
import { mergeBodies, type MergePreview, previewMerge } from '#contract/registry/merges.ts'
import { body } from '#core/registry/body.ts'
import { labelOf } from '../register/declared.ts'
import { WIDGETS } from '../register/widgets.tsx'
import { useAddress } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { useGo } from '../ui/go.tsx'
import { BodyPicker } from '../ui/pickers.tsx'
import { Page } from '../ui/page.tsx'

/** Two records side by side: which one stands, field by field, and what comes along. */
export function MergeNewPage() {
  const address = useAddress()
  const [kept, merged] = [address.get('kept') ?? '', address.get('merged') ?? '']
  const ready = kept !== '' && merged !== ''
  const found = useCall(previewMerge, { query: { kept, merged } }, { enabled: ready })
  return (
    <Page
      title="合并主体"
      crumbs={[{ label: '重复主体', to: '/merges' }, { label: '合并主体' }]}
      error={found.error}
      loading={ready && found.isLoading}
      says="左边是保留的一份，右边并入它。不同的栏目逐个选以哪份为准。"
    >
      {!ready && (
        <section className="panel" aria-label="选另一份">
          <p>与哪一份档案合并？</p>
          <BodyPicker value={undefined} onChange={(picked) => address.set({ merged: picked })} />
        </section>
      )}
      {found.data !== undefined && <Chosen key={kept + merged} found={found.data} />}
    </Page>
  )
}

function Chosen(props: { found: MergePreview }) {
  const { found } = props
  const go = useGo()
  const address = useAddress()
  const [take, setTake] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const merge = useAct(mergeBodies, { done: '已合并', onDone: () => go(`/bodies/${found.kept.body}`) })
  const swap = () => address.set({ kept: found.merged.body, merged: found.kept.body })
  const comes = found.hangs.filter((one) => one.comes > 0).map((one) => `${one.label} ${one.comes} 条`)
  const same = found.hangs.filter((one) => one.same > 0).map((one) => `${one.label} ${one.same} 条`)
  return (
    <>
      {found.blocked !== null && (
        <Alert type="warning" showIcon className="gap-below" title={found.blocked} />
      )}
      <Flex className="gap-below">
        <Button onClick={swap}>左右对调（保留另一份）</Button>
      </Flex>
      <Fields found={found} take={take} onTake={setTake} />
      <Hangs found={found} />
      <ConfirmPanel
        danger
        title={`把“${found.merged.name}”并入“${found.kept.name}”`}
        happens={[
          comes.length > 0 ? `随之改挂到保留的一份：${comes.join('、')}` : '并入的一份名下没有要改挂的记录',
          ...(same.length > 0 ? [`保留的一份已有同样的，以它为准：${same.join('、')}`] : []),
          '并入的一份终止，历史保留，打开它会指向保留的一份；旧名称、旧代码仍能查到，再导入也归到保留的一份',
          '可以在“重复主体”里撤销',
        ]}
        button="合并"
        busy={merge.isPending}
        blocked={
          found.blocked !== null ? '现在不能合并，原因见上' : reason.trim() === '' ? '请写合并的理由' : null
        }
        onConfirm={() =>
          merge.mutate({
            body: { kept: found.kept.body, merged: found.merged.body, take: [...take], reason },
          })
        }
      >
        <Input
          aria-label="合并的理由"
          placeholder="理由，如 同一家换照前后各录了一次"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="gap-below"
        />
      </ConfirmPanel>
    </>
  )
}

type Field = MergePreview['fields'][number]

function Fields(props: { found: MergePreview; take: readonly string[]; onTake: (take: string[]) => void }) {
  const { found, take, onTake } = props
  const shown = found.fields.filter((one) => one.kept !== null || one.merged !== null)
  const choose = (field: string, other: boolean) =>
    onTake(other ? [...take, field] : take.filter((one) => one !== field))
  return (
    <section className="panel" aria-label="栏目">
      <DataRows<Field>
        rows={shown}
        rowKey={(row) => row.field}
        columns={[
          { key: 'field', title: '栏目', head: true, render: (row) => labelOf(body, row.field) },
          {
            key: 'kept',
            title: `保留：${found.kept.name}`,
            render: (row) => <Shown row={row} value={row.kept} />,
          },
          {
            key: 'merged',
            title: `并入：${found.merged.name}`,
            render: (row) => <Shown row={row} value={row.merged} />,
          },
          {
            key: 'choice',
            title: '以哪份为准',
            render: (row) =>
              row.differs && row.field !== 'formerNames' ? (
                <Radio.Group
                  aria-label={`${labelOf(body, row.field)}以哪份为准`}
                  value={take.includes(row.field)}
                  onChange={(event) => choose(row.field, event.target.value === true)}
                  options={[
                    { value: false, label: '保留的' },
                    { value: true, label: '并入的' },
                  ]}
                />
              ) : (
                <span className="faint">{row.differs ? '两份合在一起' : '相同'}</span>
              ),
          },
        ]}
      />
    </section>
  )
}

function Shown(props: { row: Field; value: WireValue }) {
  const field = body.fields[props.row.field]
  if (field === undefined) return null
  const { Show } = WIDGETS[field.kind]
  return <Show field={field} value={props.value} />
}

function Hangs(props: { found: MergePreview }) {
  if (props.found.hangs.length === 0) return null
  return (
    <section className="panel" aria-label="名下的记录">
      <h3>各自名下的记录</h3>
      <DataRows<MergePreview['hangs'][number]>
        rows={props.found.hangs}
        rowKey={(row) => row.label}
        columns={[
          { key: 'label', title: '', head: true, render: (row) => row.label },
          { key: 'kept', title: '保留的一份', align: 'right', render: (row) => row.kept },
          { key: 'merged', title: '并入的一份', align: 'right', render: (row) => row.merged },
          { key: 'comes', title: '其中改挂过来', align: 'right', render: (row) => row.comes },
        ]}
      />
    </section>
  )
}
