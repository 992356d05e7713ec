import { Form } from 'antd'
import { FileUpload } from '../ui/files.tsx'
import { Go } from '../ui/go.tsx'

/** Says that a voucher was posted, and opens it. */
export function PostedNote(props: { posted: { id: string; code: string } | null }) {
  if (props.posted === null) return null
  return (
    <p role="status" className="posted">
      已记入凭证 <Go to={`/vouchers/${props.posted.id}`}>记-{props.posted.code}</Go>，可以接着记下一笔。
    </p>
  )
}

/** Receipts and photographs of what is being posted. */
export function Receipts(props: { value: readonly string[]; onChange: (files: string[]) => void }) {
  return (
    <Form.Item label="票据、照片">
      <FileUpload {...props} accept="image/*,.pdf" button="上传票据或照片" />
    </Form.Item>
  )
}
