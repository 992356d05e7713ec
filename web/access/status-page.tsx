import { Button, Descriptions, Tag } from 'antd'
import type { z } from 'zod'
import { backUp, readStatus } from '#contract/access/status.ts'
import { useAct, useCall } from '../shell/api.ts'
import { DataRows, type RowColumn } from '../ui/data-rows.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { DayText, Unknown } from '../ui/values.tsx'
import { BackupSettings } from './backup-settings.tsx'

type Status = z.output<typeof readStatus.response>

/** 系统运行: what runs, how full it is, when it was last backed up, and what is to be done. */
export function StatusPage() {
  const answer = useCall(readStatus, {}, { refetchInterval: 60_000, keep: true })
  const make = useAct(backUp, { done: '备份完毕' })
  return (
    <Page
      title="系统运行"
      says="每分钟自动刷新"
      error={answer.error}
      loading={answer.isPending}
      actions={
        <Button type="primary" loading={make.isPending} onClick={() => make.mutate({})}>
          立即备份
        </Button>
      }
    >
      {answer.data && <StatusPanels status={answer.data} />}
    </Page>
  )
}

function StatusPanels({ status }: { status: Status }) {
  return (
    <>
      <section className="panel" aria-label="现在怎样">
        <h3>现在怎样</h3>
        <DataRows rows={status.lines} rowKey={(row) => row.says} columns={LINES} empty={<Unknown />} />
      </section>
      <section className="panel" aria-label="备份">
        <h3>备份</h3>
        <Descriptions column={COLUMNS} items={backupItems(status)} />
        <BackupSettings backup={status.backup} />
        <DataRows
          rows={status.backup.files}
          rowKey={(row) => row.name}
          columns={FILES}
          empty={<EmptyState says="还没有备份文件；到了钟点自动备份，也可以按“立即备份”" />}
        />
      </section>
      <section className="panel" aria-label="运行">
        <h3>运行</h3>
        <Descriptions column={COLUMNS} items={programItems(status)} />
      </section>
      <section className="panel" aria-label="在做的事">
        <h3>在做的事</h3>
        <DataRows rows={status.work} rowKey={(row) => row.name} columns={WORK} empty={<Unknown />} />
      </section>
      <section className="panel" aria-label="最大的表">
        <h3>最大的表</h3>
        <DataRows rows={status.tables} rowKey={(row) => row.name} columns={TABLES} empty={<Unknown />} />
      </section>
    </>
  )
}

const COLUMNS = { xs: 1, sm: 2, xl: 3 }

function backupItems({ backup }: Status) {
  return [
    {
      key: 'done',
      label: '上次成功',
      children:
        backup.lastDone === null ? (
          '还没有'
        ) : (
          <span>
            <DayText day={backup.lastDone.at} time /> {backup.lastDone.says}
          </span>
        ),
    },
    {
      key: 'failed',
      label: '上次失败',
      children:
        backup.lastFailed === null ? (
          '没有失败过'
        ) : (
          <span>
            <DayText day={backup.lastFailed.at} time /> {backup.lastFailed.says}
          </span>
        ),
    },
    {
      key: 'kept',
      label: '保留',
      children: `最近 ${backup.daily} 天每天一份，最近 ${backup.weekly} 周每周一份，升级前的最近 3 份`,
    },
  ]
}

function programItems({ program, database, disk, files, chain, daily }: Status) {
  const items: [string, React.ReactNode][] = [
    ['程序版本', program.version],
    ['启动于', <DayText key="up" day={program.upSince} time />],
    ['运行环境', `Node ${program.node}`],
    ['数据库', `${database.kind} ${database.version}`],
    ['数据库启动于', <DayText key="db" day={database.upSince} time />],
    ['数据库大小', sizeText(database.bytes)],
    ['最近一次升级', database.lastMigration.name],
    ['升级时间', <DayText key="migration" day={database.lastMigration.at} time />],
    ['磁盘', `剩 ${sizeText(disk.free)}，共 ${sizeText(disk.total)}`],
    ['附件', `${files.count} 个，${sizeText(files.bytes)}`],
    [
      '留痕核对',
      chain.checkedAt === null ? '还没有核对过' : <DayText key="chain" day={chain.checkedAt} time />,
    ],
    ['每日重算', daily === null ? '还没有' : <DayText key="daily" day={daily.at} time />],
  ]
  return items.map(([label, children]) => ({ key: label, label, children }))
}

const UNITS = ['字节', 'KB', 'MB', 'GB', 'TB']

/** 12.3 MB. */
function sizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 2 ** (10 * power)
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`
}

const COLOURS = { good: 'green', warning: 'gold', bad: 'red' } as const
const SIGNS = { good: '✓ 正常', warning: '! 注意', bad: '✗ 须处理' } as const

const LINES: readonly RowColumn<Status['lines'][number]>[] = [
  {
    key: 'tone',
    title: '状态',
    width: 100,
    render: (row) => <Tag color={COLOURS[row.tone]}>{SIGNS[row.tone]}</Tag>,
  },
  { key: 'says', title: '情况', head: true, width: 320, render: (row) => row.says },
  { key: 'todo', title: '怎么办', width: 420, render: (row) => (row.todo === '' ? '不用处理' : row.todo) },
]

const FILES: readonly RowColumn<Status['backup']['files'][number]>[] = [
  {
    key: 'name',
    title: '备份文件',
    head: true,
    width: 320,
    render: (row) => <code style={{ overflowWrap: 'anywhere' }}>{row.name}</code>,
  },
  {
    key: 'bytes',
    title: '大小',
    width: 120,
    render: (row) => <span className="number">{sizeText(row.bytes)}</span>,
  },
]

const WORK: readonly RowColumn<Status['work'][number]>[] = [
  { key: 'name', title: '事项', head: true, width: 160, render: (row) => row.name },
  {
    key: 'waiting',
    title: '件数',
    width: 90,
    render: (row) => <span className="number">{row.waiting}</span>,
  },
  { key: 'says', title: '说明', width: 400, render: (row) => row.says },
]

const TABLES: readonly RowColumn<Status['tables'][number]>[] = [
  { key: 'label', title: '表', head: true, width: 360, render: (row) => row.label },
  {
    key: 'rows',
    title: '约有行数',
    width: 120,
    render: (row) => <span className="number">{Math.round(row.rows).toLocaleString('zh-CN')}</span>,
  },
  {
    key: 'bytes',
    title: '大小',
    width: 120,
    render: (row) => <span className="number">{sizeText(row.bytes)}</span>,
  },
]
