/** 系统运行: what the figures of a running deployment mean, and what is to be done about those that are not in order. */

export interface StatusFacts {
  now: Date
  /** The latest moment that the program noted; where it lies ahead of now, the clock was set back. */
  latest: Date | null
  /** Bytes of the disk on which the data folder stands. */
  disk: { free: number; total: number }
  backup: {
    lastDone: Date | null
    lastFailed: { at: Date; says: string } | null
    /** Whether automatic backups carry the keys: a passphrase was told; keys were added since. */
    keys: 'ready' | 'none' | 'stale'
  }
  chain: {
    pending: number
    /** Since when the oldest entry waits. */
    waitsSince: Date | null
    lastCheck: { at: Date; broken: number } | null
  }
  /** When what depends on the calendar was judged last. */
  daily: Date | null
  /** How the logs go to another machine; absent where they do not. */
  logs?: { waiting: number; failedAt: Date | null; says: string } | undefined
  /** Address of a proxy through which most come and that nobody named; null where there is none. */
  unnamedProxy: string | null
}

export type Tone = 'good' | 'warning' | 'bad'

export interface StatusLine {
  tone: Tone
  says: string
  /** What to do; empty where all is in order. */
  todo: string
}

const HOUR = 3_600_000
const GIB = 2 ** 30
/** A backup older than this is told in the inbox too. */
export const BACKUP_DAYS_MAX = 2
const CHECK_DAYS_MAX = 2
const DAILY_HOURS_MAX = 26
const LINK_MINUTES_MAX = 10
const CLOCK_MINUTES_MAX = 5
const LOG_MINUTES_MAX = 10

const good = (says: string): StatusLine => ({ tone: 'good', says, todo: '' })
const line = (tone: Tone, says: string, todo: string): StatusLine => ({ tone, says, todo })

/** What is in order and what is not, the worst first. */
export function judgeStatus(facts: StatusFacts): StatusLine[] {
  const rank: Record<Tone, number> = { bad: 0, warning: 1, good: 2 }
  return [
    ...clockLines(facts),
    ...diskLines(facts),
    ...backupLines(facts),
    ...chainLines(facts),
    ...dailyLines(facts),
    ...logLines(facts),
    ...proxyLines(facts),
  ].toSorted((a, b) => rank[a.tone] - rank[b.tone])
}

/** Whether the last backup that went well is missing or older than two days. */
export function isBackupLate(lastDone: Date | null, now: Date): boolean {
  return lastDone === null || now.getTime() - lastDone.getTime() > 24 * HOUR * BACKUP_DAYS_MAX
}

function clockLines({ latest, now }: StatusFacts): StatusLine[] {
  const minutes = latest === null ? 0 : Math.floor((latest.getTime() - now.getTime()) / 60_000)
  if (minutes <= CLOCK_MINUTES_MAX) return []
  const says = `本机时间比最近的记录早 ${minutes} 分钟，像是被拨回过`
  return [
    line('bad', says, '请核对本机日期和时间；数据没有损坏，备份和入链照常进行，改正以后新记录的时间才对'),
  ]
}

function diskLines({ disk }: StatusFacts): StatusLine[] {
  const percent = Math.floor((disk.free * 100) / disk.total)
  const says = `数据所在磁盘还剩 ${(disk.free / GIB).toFixed(1)} GB（${percent}%）`
  const todo = '请清理磁盘，或把备份文件夹改到另一块磁盘'
  if (disk.free < GIB / 2 || percent < 3) return [line('bad', says, `${todo}；写满以后不能录入`)]
  if (disk.free < 2 * GIB || percent < 10) return [line('warning', says, todo)]
  return [good(says)]
}

function backupLines({ backup, now }: StatusFacts): StatusLine[] {
  const { lastDone, lastFailed, keys } = backup
  const lines: StatusLine[] = []
  const fresh = lastFailed !== null && (lastDone === null || lastFailed.at > lastDone)
  if (fresh) lines.push(line('bad', `最近一次备份失败：${lastFailed.says}`, '排除原因后按“立即备份”'))
  if (isBackupLate(lastDone, now))
    lines.push(
      lastDone === null
        ? line('warning', '还没有备份过', '按“立即备份”，并查看备份文件夹和钟点是否合适')
        : line(
            'bad',
            `上次备份成功已超过 ${BACKUP_DAYS_MAX} 天`,
            '按“立即备份”；夜间关机的，请把钟点改到开机时段',
          ),
    )
  else if (!fresh) lines.push(good('备份正常'))
  if (keys === 'none')
    lines.push(line('warning', '备份里不含密钥', '请设置备份口令；没有密钥，恢复后证件号、账号和附件打不开'))
  if (keys === 'stale') lines.push(line('warning', '密钥有增加，备份里暂不含密钥', '请重新输入备份口令'))
  return lines
}

function chainLines({ chain, now }: StatusFacts): StatusLine[] {
  const { lastCheck, waitsSince, pending } = chain
  const waits = waitsSince === null ? 0 : now.getTime() - waitsSince.getTime()
  const lines: StatusLine[] = []
  if (waits > LINK_MINUTES_MAX * 60_000)
    lines.push(line('warning', `${pending} 条留痕迟迟没有入链`, '请重启服务；仍不入链的，把日志交给技术人员'))
  if (lastCheck === null)
    return [...lines, line('warning', '操作留痕还没有核对过', '请审计管理员打开“留痕核对”')]
  if (lastCheck.broken > 0)
    return [
      ...lines,
      line('bad', `留痕核对发现 ${lastCheck.broken} 处改动或删除`, '保留现场，请审计管理员查看“留痕核对”'),
    ]
  if (now.getTime() - lastCheck.at.getTime() > 24 * HOUR * CHECK_DAYS_MAX)
    return [
      ...lines,
      line('warning', `操作留痕已超过 ${CHECK_DAYS_MAX} 天没有核对`, '请审计管理员打开“留痕核对”'),
    ]
  return [...lines, good('操作留痕完整')]
}

function logLines({ logs, now }: StatusFacts): StatusLine[] {
  if (logs === undefined) return []
  const fails = logs.failedAt === null ? 0 : now.getTime() - logs.failedAt.getTime()
  if (fails <= LOG_MINUTES_MAX * 60_000) return [good('日志外送正常')]
  const says = `日志送不出去已超过 ${LOG_MINUTES_MAX} 分钟，${logs.waiting} 条留着：${logs.says}`
  return [line('warning', says, '请看日志服务器和网络；地址由安全管理员在“安全设置”里改，恢复后接着送')]
}

function proxyLines({ unnamedProxy }: StatusFacts): StatusLine[] {
  if (unnamedProxy === null) return []
  const says = `多数访问经过一个没有写明的代理（${unnamedProxy}），日志只记得代理的地址，限次数也把所有人算成一个地址`
  return [line('warning', says, `确是本单位的代理，请设置 HESHE_TRUST_PROXY=${unnamedProxy} 后重启服务`)]
}

function dailyLines({ daily, now }: StatusFacts): StatusLine[] {
  if (daily !== null && now.getTime() - daily.getTime() <= DAILY_HOURS_MAX * HOUR)
    return [good('每日重算正常')]
  return [line('warning', '今天的期限和指标还没有重算', '请重启服务；仍不重算的，把日志交给技术人员')]
}
