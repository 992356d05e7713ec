import { Button, Form } from 'antd'
import { useState } from 'react'
import { readJoiningDoor, setJoiningDoor, type WireDoor } from '#contract/membership/joining-doors.ts'
import { CONDITIONS, DOOR_RULES } from '#core/membership/joining-door.ts'
import { usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { HereAlone } from '../ui/here-alone.tsx'
import { Page } from '../ui/page.tsx'
import { WordsField } from './case-fields.tsx'
import './households.css'

/** 入社二维码: the chair opens and closes the public door, words the notice, prints the poster. */
export function JoiningDoorPage() {
  const body = usePathParam('id')
  const found = useCall(readJoiningDoor, { params: { body } })
  const door = found.data
  return (
    <Page
      title="入社二维码"
      crumbs={[{ label: '入社', to: '/procedures/member_joining' }, { label: door?.bodyName ?? '合作社' }]}
      says="想入社的人扫码就能报名，不用账号。平时关着，由理事长开通。"
      error={found.error}
      loading={found.isPending}
      actions={
        door?.isOpen === true && (
          <Button type="primary" onClick={() => globalThis.print()}>
            打印海报
          </Button>
        )
      }
    >
      {door !== undefined && (
        <>
          <section className="panel no-print">
            <h3>现在{door.isOpen ? '开着：扫码可以申请' : '关着：扫码看不到，也不能申请'}</h3>
            {!door.takesMembers ? (
              <p>
                本社已经并入别的主体，或者已经注销、吊销，不再吸收成员，入口打不开；登记状态有误的先更正名录。
              </p>
            ) : door.mayOpen ? (
              <DoorForm key={`${door.isOpen}`} door={door} />
            ) : (
              <p>开通和关闭由理事长用自己的账号办。</p>
            )}
            <HereAlone paper="海报" />
          </section>
          {door.isOpen && door.poster !== null && <Poster door={door} poster={door.poster} />}
        </>
      )}
    </Page>
  )
}

function DoorForm({ door }: { door: WireDoor }) {
  const [notice, setNotice] = useState(door.notice)
  const set = useAct(setJoiningDoor, { done: '已保存', invalidate: [readJoiningDoor] })
  const send = (isOpen: boolean) => set.mutate({ params: { body: door.body }, body: { isOpen, notice } })
  return (
    <Form layout="vertical" component={false}>
      <WordsField
        id="door-notice"
        label="本社入社须知（申请的人先看到，可不填）"
        value={notice}
        onChange={setNotice}
        lines={4}
        max={1000}
        extra="如：本社主要种什么、入社要出资多少、每年怎样分、找谁。法律规定的条件会自动列在后面"
      />
      {door.isOpen ? (
        <p style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <Button type="primary" loading={set.isPending} onClick={() => send(true)}>
            保存须知
          </Button>
          <Button danger loading={set.isPending} onClick={() => send(false)}>
            关闭入口
          </Button>
        </p>
      ) : (
        <ConfirmPanel
          title="开通以后"
          happens={[
            '任何人扫码都能看到本社名称、须知，填姓名、电话、村组和种养情况申请',
            '申请出现在您和会计的待办、“入社”页面上方；按一下受理，转给村里核实',
            `没有人受理的，${DOOR_RULES.keptDays} 天后自动删除；一天最多收 ${DOOR_RULES.perBody} 件`,
            '随时可以关闭；关闭后已经印出去的二维码扫不开，再开通还是同一个',
          ]}
          button="开通入口"
          busy={set.isPending}
          onConfirm={() => send(true)}
        />
      )}
    </Form>
  )
}

function Poster(props: { door: WireDoor; poster: NonNullable<WireDoor['poster']> }) {
  const { door, poster } = props
  const { drawing, link } = poster
  return (
    <section className="code-strip joining-poster" aria-label="海报">
      <h3>{door.bodyName}</h3>
      <p className="poster-call">想入社，扫码报名</p>
      <svg
        viewBox={`0 0 ${drawing.size} ${drawing.size}`}
        role="img"
        aria-label="入社申请的二维码"
        shapeRendering="crispEdges"
      >
        <rect width={drawing.size} height={drawing.size} fill="#fff" />
        <path d={drawing.path} />
      </svg>
      <p className="entry-link">{link}</p>
      {door.notice !== '' && <p className="poster-notice">{door.notice}</p>}
      <ol>
        {CONDITIONS.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      <p>不会用手机的，到合作社当面申请，一样办理。</p>
    </section>
  )
}
