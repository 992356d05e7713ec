import { Button, Flex, Input, InputNumber } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { type readStatus, setBackup, setBackupPassphrase } from '#contract/access/status.ts'
import { useAct } from '../shell/api.ts'
import { Labelled } from '../ui/labelled.tsx'

type Backup = z.output<typeof readStatus.response>['backup']

const KEYS: Readonly<Record<Backup['keys'], string>> = {
  ready: '已设口令，备份里的密钥用它加密；口令不留存，请另处保管',
  none: '还没有设口令，备份里不含密钥',
  stale: '设口令以后密钥有增加，请重新输入',
}

/** Where and when backups are made, and the passphrase that closes the keys in them. */
export function BackupSettings({ backup }: { backup: Backup }) {
  const [folder, setFolder] = useState(backup.folder)
  const [hour, setHour] = useState<number | null>(backup.hour)
  const [passphrase, setPassphrase] = useState('')
  const keep = useAct(setBackup, { done: '已保存' })
  const close = useAct(setBackupPassphrase, {
    done: '口令已设，下次备份起生效',
    onDone: () => setPassphrase(''),
  })
  return (
    <Flex vertical gap="middle" style={{ margin: '8px 0 16px' }}>
      <Flex wrap gap="middle" align="center">
        <Labelled label="备份文件夹">
          <Input value={folder} style={{ width: 220 }} onChange={(event) => setFolder(event.target.value)} />
        </Labelled>
        <Labelled label="每天几点">
          <InputNumber min={0} max={23} precision={0} value={hour} onChange={setHour} style={{ width: 90 }} />
        </Labelled>
        <Button
          disabled={hour === null || (folder === backup.folder && hour === backup.hour)}
          loading={keep.isPending}
          onClick={() => keep.mutate({ body: { folder, hour: hour ?? backup.hour } })}
        >
          保存备份设置
        </Button>
      </Flex>
      <Flex wrap gap="middle" align="center">
        <Labelled label="备份口令">
          <Input.Password
            value={passphrase}
            autoComplete="new-password"
            placeholder="至少 12 个字"
            style={{ width: 220 }}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </Labelled>
        <Button
          disabled={passphrase.length < 12}
          loading={close.isPending}
          onClick={() => close.mutate({ body: { passphrase } })}
        >
          设置备份口令
        </Button>
        <span className="faint">{KEYS[backup.keys]}</span>
      </Flex>
    </Flex>
  )
}
