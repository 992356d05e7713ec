import { Button, Flex } from 'antd'
import { IMPORT_PROBLEMS_PATH, readImport } from '#contract/kernel/imports.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { actorInWords } from '../ui/door.ts'
import { Figure } from '../ui/figure.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'
import { momentText } from '../ui/values.tsx'
import { ImportDecision } from './import-decision.tsx'
import { ImportRows } from './import-rows.tsx'
import { ImportSheets } from './import-sheets.tsx'
import { ImportUnits } from './import-units.tsx'
import { type Import, stateWord } from './imports-table.tsx'

/** The preview of an import: what was read and how, each problem in its cell, and the one button that writes. */
export function ImportPage() {
  const id = usePathParam('id')
  const found = useCall(readImport, { params: { id } })
  const one = found.data
  return (
    <Page
      title={one?.file ?? '导入预览'}
      crumbs={[{ label: '表格导入', to: '/imports' }, { label: '预览' }]}
      error={found.error}
      loading={found.isLoading}
      says={one !== undefined && <Says one={one} />}
      actions={one !== undefined && <ReturnSheet one={one} />}
    >
      {one !== undefined && <Preview one={one} />}
    </Page>
  )
}

function Says(props: { one: Import }) {
  const { one } = props
  return (
    <Flex gap="small" wrap align="center">
      <StatusTag status={stateWord(one)} />
      {actorInWords(one.by)} 上传于 {momentText(one.uploadedAt)}
    </Flex>
  )
}

function ReturnSheet(props: { one: Import }) {
  const { counts, id } = props.one
  if (counts.refused + counts.warned === 0) return null
  return (
    <Button href={link(IMPORT_PROBLEMS_PATH, { id })} download>
      下载问题行（.xlsx，附原因）
    </Button>
  )
}

function Preview(props: { one: Import }) {
  const address = useAddress()
  const { one } = props
  const sheet = one.sheets.find((each) => each.sheet === address.get('sheet')) ?? mainSheet(one)
  return (
    <>
      <div className="import-top">
        <div>
          <Counts one={one} />
          <FileProblems one={one} />
          <ImportUnits one={one} />
        </div>
        <ImportDecision one={one} />
      </div>
      <ImportSheets
        one={one}
        chosen={sheet?.sheet}
        onChoose={(name) => address.set({ sheet: name, page: undefined })}
      />
      {sheet !== undefined && <ImportRows key={sheet.sheet} id={one.id} sheet={sheet} />}
    </>
  )
}

/** The sheet that is shown first: the recognised one with most rows. */
function mainSheet(one: Import): Import['sheets'][number] | undefined {
  return one.sheets.toSorted((a, b) => b.counts.read - a.counts.read)[0]
}

function Counts(props: { one: Import }) {
  const { counts } = props.one
  return (
    <div className="figures">
      <Figure
        label="读取"
        value={counts.read}
        unit="行"
        formula="表中的数据行，不含标题、表头、空行和合计行"
      />
      <Figure
        label="采用"
        value={counts.taken}
        unit="行"
        tone="good"
        formula="读得懂、没有疑问的行；其中与现有数据完全相同的行不改动"
      />
      <Figure
        label="其中未变"
        value={counts.unchanged}
        unit="行"
        formula="与现有数据完全相同，写入时不改动"
      />
      <Figure
        label="待确认"
        value={counts.warned}
        unit="行"
        {...(counts.warned > 0 && { tone: 'warning' as const })}
        formula="会写入，但有一处疑问需要人来回答，例如住址定不到乡镇"
      />
      <Figure
        label="拒绝"
        value={counts.refused}
        unit="行"
        {...(counts.refused > 0 && { tone: 'bad' as const })}
        formula="不写入，原因写在该格旁边；可下载问题行退回报送人"
      />
    </div>
  )
}

const SHOWN = 3

/** What concerns the file as a whole; a long list folds up. The file is named in the title already. */
function FileProblems(props: { one: Import }) {
  const single = props.one.sheets.length === 1
  const problems = props.one.problems.map(({ place, ...rest }) => {
    const { file: _file, sheet, ...where } = place ?? {}
    return { ...rest, place: single || sheet === undefined ? where : { ...where, sheet } }
  })
  if (problems.length === 0) return null
  return (
    <div className="panel">
      <Problems problems={problems.slice(0, SHOWN)} />
      {problems.length > SHOWN && (
        <details>
          <summary>还有 {problems.length - SHOWN} 条</summary>
          <Problems problems={problems.slice(SHOWN)} />
        </details>
      )}
    </div>
  )
}
