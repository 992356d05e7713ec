import { DatePicker, Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { importPreview, listImports, UPLOAD_IMPORT_PATH } from '#contract/kernel/imports.ts'
import { useAddress } from '../shell/address.ts'
import { upload, useCall, useTellProblems } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { DropFiles } from '../ui/files.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { registerOf, writableBy } from './declared.ts'
import { ImportsTable } from './imports-table.tsx'

/** Excel in: a sheet that the office already has, then a preview before anything is written. */
export function ImportsPage() {
  const imports = useCall(listImports)
  return (
    <Page
      title="表格导入"
      crumbs={[{ label: '合作社' }, { label: '表格导入' }]}
      says="直接上传单位现有的表格，列的顺序和叫法不限。上传后先预览，逐格说明问题，确认后才写入。"
    >
      <Start />
      <section className="panel" aria-label="导入记录">
        <h3>导入记录</h3>
        <ImportsTable imports={imports.data?.imports ?? []} loading={imports.isLoading} />
      </section>
    </Page>
  )
}

interface Along {
  register: string | undefined
  asOf: string | undefined
  sender: string
}

function Start() {
  const go = useGo()
  const tell = useTellProblems()
  const address = useAddress()
  const asked = registerOf(address.get('register') ?? '')?.id
  const [along, setAlong] = useState<Along>({ register: asked, asOf: undefined, sender: '' })
  const [busy, setBusy] = useState<string>()
  const start = async (file: File) => {
    setBusy(file.name)
    try {
      const preview = await upload(UPLOAD_IMPORT_PATH, formOf(file, along), importPreview)
      go(`/imports/${preview.id}`)
    } catch (error) {
      tell(error)
    }
    setBusy(undefined)
  }
  return (
    <section className="panel" aria-label="上传表格">
      <AlongFields along={along} onChange={setAlong} />
      <DropFiles
        busy={busy !== undefined}
        onFiles={(files) => files[0] !== undefined && void start(files[0])}
        says={busy === undefined ? '把表格拖到这里，或点击选择文件' : `正在读取“${busy}”，请稍候`}
      />
    </section>
  )
}

/** The fields stand before the file, so that the server knows them when the file begins to arrive. */
function formOf(file: File, along: Along): FormData {
  const form = new FormData()
  if (along.register !== undefined) form.append('register', along.register)
  if (along.asOf !== undefined) form.append('asOf', along.asOf)
  if (along.sender.trim() !== '') form.append('sender', along.sender.trim())
  form.append('file', file, file.name)
  return form
}

function AlongFields(props: { along: Along; onChange: (along: Along) => void }) {
  const session = useSession()
  const { along, onChange } = props
  return (
    <Form layout="vertical" className="form-grid">
      <Form.Item label="导入到哪个台账" htmlFor="import-register">
        <Select
          id="import-register"
          allowClear
          placeholder="按表头自动识别"
          value={along.register ?? null}
          onChange={(register: string | undefined) => onChange({ ...along, register })}
          options={writableBy(session.user.role).map((one) => ({ value: one.id, label: one.label }))}
        />
      </Form.Item>
      <Form.Item label="数据截止日" htmlFor="import-as-of" extra="表中没有日期列时，以此日为准；不填为今日">
        <DatePicker
          id="import-as-of"
          style={{ width: '100%' }}
          format="YYYY-MM-DD"
          placeholder="如 2023-03-15"
          value={along.asOf === undefined ? null : dayjs(along.asOf)}
          onChange={(day) => onChange({ ...along, asOf: day?.format('YYYY-MM-DD') })}
        />
      </Form.Item>
      <Form.Item label="报送人" htmlFor="import-sender" extra="谁交来的表，会记在每一行的来源里">
        <Input
          id="import-sender"
          maxLength={50}
          placeholder="如 ××乡农业农村服务中心"
          value={along.sender}
          onChange={(event) => onChange({ ...along, sender: event.target.value })}
        />
      </Form.Item>
    </Form>
  )
}
