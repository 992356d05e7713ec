import { Button, Checkbox, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { addTownshipUnits, listUnits, saveUnit, type Unit } from '#contract/kernel/procedures.ts'
import { useAct, useCall } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { AreaPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { EndUnit, RenameUnit, UnitActs } from './unit-changes.tsx'

/** 单位名单: who can be given a task, and which accounts belong to it. */
export function UnitsPage() {
  const answer = useCall(listUnits)
  const [edited, setEdited] = useState<Edited | null>(null)
  const close = () => setEdited(null)
  const townships = useAct(addTownshipUnits, { done: '已按乡镇补齐' })
  return (
    <Page
      title="单位名单"
      says="任务、会议决定都落到单位：部门自己添加，乡镇可一次补齐；登记了账号的，待办里会看到本单位的任务"
      error={answer.error}
      loading={answer.isPending}
      actions={
        <>
          <Button loading={townships.isPending} onClick={() => townships.mutate({})}>
            按乡镇补齐
          </Button>
          <Button type="primary" onClick={() => setEdited({ unit: null, act: 'edit' })}>
            添加单位
          </Button>
        </>
      }
    >
      {edited !== null && (
        <Changing key={`${edited.unit?.id ?? 'new'}-${edited.act}`} {...edited} onClose={close} />
      )}
      <section className="panel">
        <DataRows
          rows={answer.data?.units ?? []}
          rowKey={(row) => row.id}
          tone={(row) => (row.retired ? 'quiet' : '')}
          empty={<EmptyState says="还没有单位，按“按乡镇补齐”添加全部乡镇，再添加牵头的部门" />}
          columns={[
            { key: 'name', title: '单位', head: true, width: 240, render: NameOf },
            { key: 'area', title: '辖区', render: (row) => row.areaName },
            {
              key: 'people',
              title: '人员（账号）',
              render: (row) =>
                row.peopleNames.join('、') ||
                (row.area.length > 6 ? '本乡镇的经办都算' : '没有登记，由县级经办代办'),
            },
            {
              key: 'state',
              title: '状态',
              width: 100,
              render: (row) => <StatusTag status={row.ended ? '已撤并' : row.retired ? '停用' : '正常'} />,
            },
            {
              key: 'acts',
              title: '操作',
              width: 220,
              render: (row) => <UnitActs unit={row} onPick={(act) => setEdited({ unit: row, act })} />,
            },
          ]}
        />
      </section>
    </Page>
  )
}

interface Edited {
  unit: Unit | null
  act: 'edit' | 'rename' | 'end'
}

function Changing(props: Edited & { onClose: () => void }) {
  const { unit, act, onClose } = props
  if (unit !== null && act === 'rename') return <RenameUnit unit={unit} onClose={onClose} />
  if (unit !== null && act === 'end') return <EndUnit unit={unit} onClose={onClose} />
  return <UnitForm unit={unit} onClose={onClose} />
}

/** The name of today, the names that it had, and who goes on with its work. */
function NameOf(unit: Unit) {
  return (
    <>
      {unit.name}
      {unit.formerNames.map((one) => (
        <div key={one.until} className="faint">
          原名 {one.name}（{one.until} 以前）
        </div>
      ))}
      {unit.ended !== null && (
        <div className="faint">
          {unit.ended.onDay} 撤并，由{unit.ended.successor}接续
        </div>
      )}
    </>
  )
}

function UnitForm(props: { unit: Unit | null; onClose: () => void }) {
  const session = useSession()
  const { unit } = props
  const [name, setName] = useState(unit?.name ?? '')
  const [area, setArea] = useState<string | undefined>(unit?.area ?? session.area ?? undefined)
  const [people, setPeople] = useState<string[]>(unit?.people ?? [])
  const [retired, setRetired] = useState(unit?.retired ?? false)
  const save = useAct(saveUnit, { done: '已保存', onDone: props.onClose, quiet: true })
  const missing = [name.trim().length < 2 && '名称', area === undefined && '辖区'].filter(
    (one) => one !== false,
  )
  const submit = () =>
    area !== undefined &&
    save.mutate({ body: { ...(unit !== null && { id: unit.id }), name, area, people, retired } })
  return (
    <section className="panel">
      <h3>{unit === null ? '添加单位' : `修改 ${unit.name}`}</h3>
      <Form layout="vertical" component={false}>
        <Flex wrap gap="middle">
          <Form.Item label="单位名称" required htmlFor="unit-name">
            <Input
              id="unit-name"
              value={name}
              maxLength={50}
              disabled={unit !== null}
              onChange={(event) => setName(event.target.value)}
            />
          </Form.Item>
          <Form.Item label="所在辖区" required htmlFor="unit-area">
            <AreaPicker
              id="unit-area"
              value={area}
              {...(unit !== null && { label: unit.areaName })}
              placeholder={session.areaName}
              onChange={setArea}
            />
          </Form.Item>
          <Form.Item label="人员账号" htmlFor="unit-people">
            <PeopleInput value={people} onChange={setPeople} />
          </Form.Item>
          {unit !== null && (
            <Form.Item label="停用">
              <Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>
                不再给它派任务
              </Checkbox>
            </Form.Item>
          )}
        </Flex>
        {save.error !== null && <Problems problems={problemsOf(save.error)} />}
        <Flex gap="small" align="center" wrap>
          <Button type="primary" loading={save.isPending} disabled={missing.length > 0} onClick={submit}>
            保存单位
          </Button>
          <Button onClick={props.onClose}>取消</Button>
          {missing.length > 0 && <span className="faint">还需填写：{missing.join('、')}</span>}
        </Flex>
      </Form>
    </section>
  )
}

function PeopleInput(props: { value: string[]; onChange: (people: string[]) => void }) {
  return (
    <Select
      id="unit-people"
      aria-label="人员账号"
      mode="tags"
      value={props.value}
      onChange={(people: string[]) => props.onChange(people.map((one) => one.trim()).filter(Boolean))}
      placeholder="填用户名，可填多个"
      style={{ minWidth: 260 }}
      open={false}
    />
  )
}
