import { Alert, Button, Flex } from 'antd'
import { confirmImport, dropImport } from '#contract/kernel/imports.ts'
import { useAct } from '../shell/api.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { useGo } from '../ui/go.tsx'
import { ImportUndo } from './import-undo.tsx'
import type { Import } from './imports-table.tsx'

/** What writing will do, then the button; afterwards what came of it and the next step. */
export function ImportDecision(props: { one: Import }) {
  if (props.one.state === 'preview') return <Decide one={props.one} />
  if (props.one.state === 'done')
    return (
      <>
        <Done one={props.one} />
        <ImportUndo one={props.one} />
      </>
    )
  if (props.one.state === 'undone') return <Undone one={props.one} />
  return <Alert type="info" showIcon className="gap-below" title="这次导入已放弃，没有写入任何数据" />
}

function Undone(props: { one: Import }) {
  const { ended, restored, kept } = props.one.undone ?? { ended: 0, restored: 0, kept: 0 }
  const stays = kept > 0 ? `；${kept} 条后来改过或已被用到，留下` : ''
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="gap-below"
        title={`这次导入已撤销：新增的 ${ended} 条终止，改过的 ${restored} 条恢复原样${stays}`}
      />
      {kept > 0 && <ImportUndo one={props.one} />}
    </>
  )
}

function Decide(props: { one: Import }) {
  const { counts, id } = props.one
  const go = useGo()
  const confirm = useAct(confirmImport, { done: '已写入' })
  const drop = useAct(dropImport, { onDone: () => go('/imports') })
  const writes = counts.taken - counts.unchanged + counts.warned
  const happens = [
    `没有疑问的 ${counts.taken - counts.unchanged} 行新增或更新`,
    ...(counts.unchanged > 0 ? [`${counts.unchanged} 行与现有数据相同，不改动`] : []),
    ...(counts.warned > 0 ? [`另外 ${counts.warned} 行也写入，留有疑问，列入待确认，由人回答`] : []),
    ...(counts.refused > 0 ? [`${counts.refused} 行不写入，可下载问题行退回报送人改好再交`] : []),
    '一次全部写入；中途出错则一行也不写',
  ]
  return (
    <div className="gap-below">
      <ConfirmPanel
        title="还没有写入。请先看下面的预览，确认后写入"
        happens={happens}
        button={`写入 ${writes} 行`}
        busy={confirm.isPending}
        blocked={writes === 0 ? nothingToWrite(props.one) : null}
        onConfirm={() => confirm.mutate({ params: { id } })}
        cancel="放弃这次导入"
        onCancel={() => drop.mutate({ params: { id } })}
      />
    </div>
  )
}

function nothingToWrite(one: Import): string {
  if (one.counts.read === 0) return '没有读到数据行，请检查是否选错了文件'
  return one.counts.refused > 0
    ? '没有可写入的行，请按下面的原因修改后重新上传'
    : '与现有数据完全相同，无需写入'
}

function Done(props: { one: Import }) {
  const { counts } = props.one
  const go = useGo()
  const kept = counts.taken + counts.warned
  return (
    <Alert
      type="success"
      showIcon
      className="gap-below"
      title={`已写入：采用 ${counts.taken} 行（未变 ${counts.unchanged} 行），待确认 ${counts.warned} 行，拒绝 ${counts.refused} 行`}
      description={
        <Flex wrap gap="small" className="gap-above">
          {counts.warned > 0 && (
            <Button type="primary" onClick={() => go('/areas/questions')}>
              回答地址疑问
            </Button>
          )}
          {kept > 0 && (
            <Button type={counts.warned > 0 ? 'default' : 'primary'} onClick={() => go('/check')}>
              去体检
            </Button>
          )}
          {writtenTo(props.one).map(({ id, label }) => (
            <Button key={id} onClick={() => go(`/registers/${id}`)}>
              查看{label}
            </Button>
          ))}
          <Button onClick={() => go('/imports')}>继续导入其他表格</Button>
        </Flex>
      }
    />
  )
}

/** The registers that the file went into. */
function writtenTo(one: Import): { id: string; label: string }[] {
  const found = one.sheets.flatMap(({ register, registerLabel }) =>
    register === null ? [] : [[register, registerLabel ?? '台账'] as const],
  )
  return [...new Map(found)].map(([id, label]) => ({ id, label }))
}
