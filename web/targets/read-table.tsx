import { Alert, Button, Flex, Input, Select, Tabs } from 'antd'
import { useState } from 'react'
import {
  MATRIX_FILE_PATH,
  matrixRead,
  readPasted,
  type Division,
  type MatrixAnswer,
} from '#contract/targets/division.ts'
import { call, upload, useTellProblems } from '../shell/api.ts'
import { DropFiles } from '../ui/files.tsx'
import { Problems } from '../ui/problems.tsx'
import { withTable, type Draft } from './division-draft.ts'

type Source = { text: string } | { file: File }
type Chosen = Record<string, string>

/** Takes a table that the office has, pasted or as a file, into the matrix; what was not understood is asked. */
export function ReadTable(props: {
  division: Division
  year: string
  onRead: (next: (draft: Draft) => Draft) => void
}) {
  const { division, year } = props
  const tell = useTellProblems()
  const [busy, setBusy] = useState(false)
  const [taken, setTaken] = useState<{ source: Source; chosen: Chosen; read: MatrixAnswer } | null>(null)
  const take = async (source: Source, chosen: Chosen) => {
    setBusy(true)
    try {
      const read = await readFrom(source, { area: division.area, year, chosen })
      setTaken({ source, chosen, read })
      props.onRead((draft) => withTable(draft, division, read).draft)
    } catch (error) {
      tell(error)
    }
    setBusy(false)
  }
  return (
    <section className="panel" aria-label="读入现成的表">
      <Sources busy={busy} onTake={(source) => void take(source, {})} />
      {taken !== null && (
        <Understood
          division={division}
          read={taken.read}
          onChoose={(column, target) => void take(taken.source, { ...taken.chosen, [column]: target })}
        />
      )}
    </section>
  )
}

/** Two ways in: copied out of Excel, or the file itself. */
function Sources(props: { busy: boolean; onTake: (source: Source) => void }) {
  const { busy, onTake } = props
  const [text, setText] = useState('')
  const paste = (
    <Flex vertical gap="small" align="start">
      <Input.TextArea
        aria-label="粘贴分解表"
        rows={4}
        value={text}
        placeholder="在 Excel 里选中整张分解表（连同表头和辖区名）复制，粘贴到这里"
        onChange={(event) => setText(event.target.value)}
      />
      <Button disabled={text.trim() === ''} loading={busy} onClick={() => onTake({ text })}>
        读入粘贴的表
      </Button>
    </Flex>
  )
  const file = <DropFiles busy={busy} onFiles={([one]) => one !== undefined && onTake({ file: one })} />
  return (
    <Tabs
      items={[
        { key: 'paste', label: '从 Excel 粘贴', children: paste },
        { key: 'file', label: '上传分解表', children: file },
      ]}
    />
  )
}

async function readFrom(
  source: Source,
  asked: { area: string; year: string; chosen: Chosen },
): Promise<MatrixAnswer> {
  if ('text' in source) return call(readPasted, { body: { ...asked, text: source.text } })
  const form = new FormData()
  form.append('area', asked.area)
  form.append('year', asked.year)
  form.append('chosen', JSON.stringify(asked.chosen))
  form.append('file', source.file, source.file.name)
  return upload(MATRIX_FILE_PATH, form, matrixRead)
}

function Understood(props: {
  division: Division
  read: MatrixAnswer
  onChoose: (column: number, target: string) => void
}) {
  const { division, read } = props
  const { set, left } = withTable({}, division, read)
  const options = [
    { value: '', label: '不取这一列' },
    ...division.targets.map((one) => ({ value: one.id, label: `${one.by.slice(0, 4)}年${one.label}` })),
  ]
  return (
    <>
      <Alert
        type={read.problems.length > 0 ? 'warning' : 'success'}
        showIcon
        className="gap-below"
        title={`读到 ${set} 格，已填入下面的分解表，核对后再保存${left > 0 ? `；另有 ${left} 格是本级任务，由上级下达，没有填入` : ''}`}
        description={read.problems.length > 0 ? <Problems problems={read.problems} /> : undefined}
      />
      <Flex wrap gap="small">
        {read.columns.map((one) => (
          <label key={one.column} className="division-column">
            <span className="faint">{one.heading || `第${one.column + 1}列`} 是</span>
            <Select
              aria-label={`${one.heading} 对应的目标`}
              value={one.target ?? ''}
              style={{ width: 240 }}
              options={options}
              onChange={(target) => props.onChoose(one.column, target)}
            />
          </label>
        ))}
      </Flex>
    </>
  )
}
