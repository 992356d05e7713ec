import { Flex, Input } from 'antd'
import { useState } from 'react'
import { RETURN_HANDOUT_PATH, returnBatch } from '#contract/registry.ts'
import { upload, useTellProblems } from '../shell/api.ts'
import { DropFiles } from '../ui/files.tsx'
import { useGo } from '../ui/go.tsx'
import { Labelled } from '../ui/labelled.tsx'

/** Takes all returned files at once and leads to the preview of what they bring. */
export function ReturnDrop() {
  const go = useGo()
  const tell = useTellProblems()
  const [busy, setBusy] = useState(false)
  const [sender, setSender] = useState('')
  const take = async (files: File[]) => {
    setBusy(true)
    try {
      const form = new FormData()
      if (sender.trim() !== '') form.append('sender', sender.trim())
      for (const file of files) form.append('file', file, file.name)
      const batch = await upload(RETURN_HANDOUT_PATH, form, returnBatch)
      go(`/handouts/returns/${batch.id}`)
    } catch (error) {
      tell(error)
    }
    setBusy(false)
  }
  return (
    <Flex vertical gap="small">
      <DropFiles
        multiple
        busy={busy}
        onFiles={(files) => void take(files)}
        says={busy ? '正在认表、核对……' : '把收回的填报表全部拖到这里，或点击选择（可多选）'}
        hint="改过文件名、另存为 .xls 或 .et、增删行、打乱顺序都认得；先预览，确认后才写入"
      />
      <Labelled label="报送人（可不填）">
        <Input
          value={sender}
          maxLength={50}
          style={{ width: 220 }}
          placeholder="谁交来的"
          onChange={(event) => setSender(event.target.value)}
        />
      </Labelled>
    </Flex>
  )
}
