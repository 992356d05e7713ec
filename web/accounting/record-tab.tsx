import { Button, Flex, Input, Segmented } from 'antd'
import { useState } from 'react'
import { TEMPLATES } from '#core/accounting/templates.ts'
import type { Template } from '#core/accounting/template.ts'
import { useAddress } from '../shell/address.ts'
import type { OpenedBook } from './book.ts'
import { FreeVoucher } from './free-voucher.tsx'
import { TemplateForm } from './template-form.tsx'

const GROUPS = [...new Set(TEMPLATES.map((one) => one.group))]

/** 记账: choose what happened; or write the lines oneself. */
export function RecordTab(props: { book: OpenedBook }) {
  const address = useAddress()
  const chosen = TEMPLATES.find((one) => one.id === address.get('business'))
  const free = address.get('business') === 'free'
  const back = () => address.set({ business: undefined })
  if (chosen) return <TemplateForm key={chosen.id} template={chosen} book={props.book} onBack={back} />
  if (free) return <FreeVoucher book={props.book} onBack={back} />
  return <ChooseBusiness onChoose={(business) => address.set({ business })} />
}

function ChooseBusiness(props: { onChoose: (id: string) => void }) {
  const [words, setWords] = useState('')
  const [group, setGroup] = useState('全部')
  const shown = TEMPLATES.filter(
    (one) =>
      (group === '全部' || one.group === group) &&
      (words.trim() === '' || `${one.label}${one.says}`.includes(words.trim())),
  )
  return (
    <section className="panel" aria-label="选择业务">
      <h3>发生了什么？</h3>
      <Flex wrap gap="small" className="gap-below" justify="space-between">
        <Input
          aria-label="找业务"
          placeholder="输入几个字，如“补助”“工资”"
          value={words}
          style={{ maxWidth: 320 }}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button onClick={() => props.onChoose('free')}>自己写分录（会计用）</Button>
      </Flex>
      <div className="book-tabs">
        <Segmented value={group} options={['全部', ...GROUPS]} onChange={setGroup} aria-label="业务分类" />
      </div>
      <ul className="business">
        {shown.map((one) => (
          <li key={one.id}>
            <BusinessCard template={one} onChoose={props.onChoose} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="faint">没有找到；换个说法，或者自己写分录。</p>}
    </section>
  )
}

function BusinessCard(props: { template: Template; onChoose: (id: string) => void }) {
  const { template } = props
  return (
    <button type="button" onClick={() => props.onChoose(template.id)}>
      <strong>{template.label}</strong>
      <span className="faint">{template.says}</span>
    </button>
  )
}
