import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { Item } from '#contract/kernel/procedures.ts'
import { readPack } from '#contract/disclosure/disclosures.ts'
import type { PartProps } from '../procedure/declared.ts'
import { useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { useGo } from '../ui/go.tsx'
import { PackSheet } from './pack-sheet.tsx'

/** The pack as it is printed, and the buttons that print it. */
export function DisclosureDetail(props: { item: Item }) {
  const { item } = props
  const go = useGo()
  const found = useCall(readPack, { params: { id: item.id } })
  const { place, postedOn } = item.payload
  return (
    <section className="panel">
      <h3>公开内容</h3>
      {typeof place === 'string' && typeof postedOn === 'string' && (
        <p>
          {postedOn} 贴在{place}，照片在下面的办理经过里
        </p>
      )}
      <p className="no-print">
        <Button onClick={() => go(`/disclosures/${item.id}/print`)}>打印（A4）</Button>{' '}
        <Button onClick={() => go(`/disclosures/${item.id}/print?size=large`)}>打印公开栏大字版</Button>
      </p>
      {found.data !== undefined && <PackSheet pack={found.data} />}
    </section>
  )
}

/** Said before it is signed: on paper, by whom, and by whom never. */
export function SignPart(_props: PartProps) {
  return (
    <Alert
      type="info"
      style={{ marginBottom: 12 }}
      title="请打印后由监事（监事长、执行监事、监事）签字，勾选下面的纸质签批，写明签字的监事并上传照片；理事长、会计、出纳签的不算"
    />
  )
}

/** Where it hangs since when. */
export function PostPart(props: PartProps) {
  const session = useSession()
  const [typed, setTyped] = useState<{ place: string; postedOn: string }>({ place: '', postedOn: '' })
  const change = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    props.onChange(next)
  }
  return (
    <>
      <Form.Item label="贴在哪里" required htmlFor="post-place">
        <Input
          id="post-place"
          value={typed.place}
          maxLength={100}
          style={{ maxWidth: 420 }}
          placeholder="如：村委会门口公开栏"
          onChange={(event) => change({ place: event.target.value })}
        />
      </Form.Item>
      <Form.Item label="张贴日期" required htmlFor="post-day">
        <DayPicker
          id="post-day"
          label="张贴日期"
          value={typed.postedOn === '' ? undefined : typed.postedOn}
          until={session.today}
          onChange={(postedOn) => change({ postedOn: postedOn ?? '' })}
        />
      </Form.Item>
    </>
  )
}
