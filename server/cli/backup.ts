/** Backup and restore on the command line. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { systemClock } from '../clock.ts'
import { programVersion } from '../config.ts'
import { wrapKeys } from '../database/backup/keys.ts'
import { PASSPHRASE_MIN } from '../database/backup/night-keys.ts'
import { restoreBackup } from '../database/backup/read.ts'
import { writeBackup } from '../database/backup/write.ts'
import type { End } from '../database/backup/format.ts'
import type { Arguments } from './arguments.ts'
import { inDatabase } from './database.ts'
import { whyNot } from './task.ts'

export async function runBackup(given: Arguments): Promise<Outcome<0>> {
  const file = path.resolve(given.file)
  const passphrase = given.has('without-keys') ? null : readPassphrase()
  if (passphrase !== null && passphrase.length < PASSPHRASE_MIN) return failed(NO_PASSPHRASE)
  if (existsSync(file)) return failed(refused('backup-failed', `文件“${given.file}”写不了：有同名的文件。`))
  const made = await inDatabase(async ({ owner, secrets }) => {
    const { rows } = await owner.query<{ made: boolean }>(
      `select to_regclass('public.migration') is not null as made`,
    )
    if (!rows[0]?.made) return failed(refused('not-made', '数据库里还没有数据，没有可备份的。'))
    const task = {
      file,
      keys: passphrase === null ? null : wrapKeys(secrets.folder, passphrase),
      program: programVersion(),
      madeAt: systemClock.now(),
    }
    return orFileTrouble(given.file, async () => done(await writeBackup(owner, task)))
  })
  if (!made.ok) return made
  console.log(`已备份到 ${given.file}：${sum(made.value)}。`)
  if (passphrase === null) console.log('没有带密钥：请另外保存数据文件夹里的 keys，否则恢复后密文打不开。')
  return done(0)
}

export async function runRestore(given: Arguments): Promise<Outcome<0>> {
  const passphrase = readPassphrase() || null
  const restored = await inDatabase(({ owner, secrets }) =>
    orFileTrouble(given.file, () =>
      restoreBackup(owner, { file: path.resolve(given.file), keyFolder: secrets.folder, passphrase }),
    ),
  )
  if (!restored.ok) return restored
  console.log(`已恢复 ${sum(restored.value)}；每张表的行数和摘要都与备份一致。`)
  return done(0)
}

const NO_PASSPHRASE: Problem = refused(
  'backup-passphrase',
  `没有备份：请把环境变量 HESHE_BACKUP_PASSPHRASE 设为至少 ${PASSPHRASE_MIN} 个字的备份口令，用来加密密钥；不带密钥的备份写 --without-keys。`,
)

function readPassphrase(): string {
  return process.env['HESHE_BACKUP_PASSPHRASE'] ?? ''
}

/** A full disk or a missing file is told in one sentence. */
async function orFileTrouble<T>(file: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    return failed(refused('backup-failed', `文件“${file}”读不了或写不了：${whyNot(error)}。`))
  }
}

function sum(end: End): string {
  const proofs = Object.values(end.tables)
  return `${proofs.length} 张表、${proofs.reduce((all, one) => all + one.rows, 0)} 行`
}
