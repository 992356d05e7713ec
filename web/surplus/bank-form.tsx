import { Button, Upload } from 'antd'
import { BANK_FORM_PATH } from '#contract/surplus/payments.ts'
import type { WireBatch } from '#contract/surplus/plans.ts'
import { download, link, useTellProblems } from '../shell/api.ts'

/** The list in the columns of the bank's own empty form. */
export function BankForm({ batch }: { batch: WireBatch }) {
  const tell = useTellProblems()
  const fill = async (file: File) => {
    const form = new FormData()
    form.append('file', file, file.name)
    try {
      await download(link(BANK_FORM_PATH, { id: batch.id }), form)
    } catch (error) {
      tell(error)
    }
  }
  return (
    <Upload
      accept=".xlsx,.xls,.csv"
      showUploadList={false}
      beforeUpload={(file) => {
        void fill(file)
        return false
      }}
    >
      <Button title="选银行给的空表，按它的列写好下载">按银行模板下载</Button>
    </Upload>
  )
}
