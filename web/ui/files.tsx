import { Button, Upload } from 'antd'
import { useState } from 'react'
import { storedFile, UPLOAD_FILE_PATH } from '#contract/kernel.ts'
import { upload, useTellProblems } from '../shell/api.ts'

interface FileUploadProps {
  /** Ids of stored files. */
  value: readonly string[]
  onChange: (files: string[]) => void
  /** What may be picked, as in the accept attribute. */
  accept?: string
  button?: string
}

/** Uploads files one by one and keeps their ids; each stands as a link and can be taken off again. */
export function FileUpload(props: FileUploadProps) {
  const tell = useTellProblems()
  const [names, setNames] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const take = async (file: File) => {
    setBusy(true)
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      const stored = await upload(UPLOAD_FILE_PATH, form, storedFile)
      setNames((before) => ({ ...before, [stored.id]: stored.name }))
      props.onChange([...props.value, stored.id])
    } catch (error) {
      tell(error)
    }
    setBusy(false)
  }
  return (
    <Upload
      {...(props.accept !== undefined && { accept: props.accept })}
      beforeUpload={(file) => {
        void take(file)
        return false
      }}
      fileList={props.value.map((id, index) => ({
        uid: id,
        name: names[id] ?? `附件 ${index + 1}`,
        status: 'done' as const,
        url: `/api/files/${id}`,
      }))}
      onRemove={(file) => props.onChange(props.value.filter((id) => id !== file.uid))}
    >
      <Button loading={busy}>{props.button ?? '上传文件'}</Button>
    </Upload>
  )
}

/** Stored files as links. */
export function FileLinks(props: { files: readonly string[] }) {
  return (
    <span className="file-links">
      {props.files.map((id, index) => (
        <a key={id} href={`/api/files/${id}`} target="_blank" rel="noreferrer">
          附件 {index + 1}
        </a>
      ))}
    </span>
  )
}

interface DropFilesProps {
  onFiles: (files: File[]) => void
  multiple?: boolean
  accept?: string
  busy?: boolean
  says?: string
  hint?: string
}

/** A field to drop files on, or to press and pick them. Nothing is sent by itself. */
export function DropFiles(props: DropFilesProps) {
  return (
    <Upload.Dragger
      height={150}
      accept={props.accept ?? '.xlsx,.xls,.et,.csv'}
      multiple={props.multiple === true}
      showUploadList={false}
      disabled={props.busy === true}
      beforeUpload={(file, all) => {
        if (all[0] === file) props.onFiles([...all])
        return false
      }}
    >
      <p className="drop-says">{props.says ?? '把表格拖到这里，或点击选择文件'}</p>
      <p className="faint">{props.hint ?? '支持 .xlsx、.xls、.et、.csv，单个文件不超过 20 MB'}</p>
    </Upload.Dragger>
  )
}
