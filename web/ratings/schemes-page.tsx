import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  listSchemes,
  READ_SCHEME_PATH,
  readSchemeAnswer,
  saveScheme,
  SCHEME_SHEET_PATH,
} from '#contract/ratings/ratings.ts'
import { printHundredths, type Scheme } from '#core/ratings/scheme.ts'
import { link, upload, useAct, useCall, useTellProblems } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { DataRows } from '../ui/data-rows.tsx'
import { DropFiles } from '../ui/files.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { StatusTag } from '../ui/tags.tsx'

type Answer = z.infer<typeof readSchemeAnswer> & { file: string }

/** 评级方案: the sheets of the place and the examples; replaced by Excel, looked at before it is kept. */
export function SchemesPage() {
  const { data, error, isPending } = useCall(listSchemes)
  const keeps = ['county', 'admin'].includes(useSession().user.role)
  return (
    <Page
      title="评级方案"
      says="评分表是数据：下载、改成本地文件的评分表、再传回来；已开始的批次用开始那天的样子"
      crumbs={[{ label: '评定批次', to: '/procedures/rating_round' }, { label: '评级方案' }]}
      error={error}
      loading={isPending}
    >
      {(data?.schemes ?? []).map((one) => (
        <SchemeView key={one.scheme.title} scheme={one.scheme} file={one.file} />
      ))}
      {keeps && <Replace />}
    </Page>
  )
}

const METHODS: Readonly<Record<Scheme['method'], string>> = {
  points: '打分',
  pass: '逐项达标',
  grade: '优良中差',
}

function SchemeView(props: { scheme: Scheme; file: string | null }) {
  const { scheme } = props
  const [open, setOpen] = useState(false)
  return (
    <section className="panel">
      <Flex wrap gap="small" align="center">
        <h3>{scheme.title}</h3>
        <StatusTag status={METHODS[scheme.method]} />
        {scheme.example && <StatusTag status="示例" />}
        <Button onClick={() => setOpen(!open)}>{open ? '收起' : `查看 ${scheme.lines.length} 项`}</Button>
        <Button href={link(SCHEME_SHEET_PATH, {}, { title: scheme.title })} download>
          下载表格
        </Button>
      </Flex>
      <p className="faint">{props.file === null ? scheme.source : `来自 ${props.file}`}</p>
      <p>等级：{scheme.levels.map(levelWord(scheme)).join('、')}</p>
      {open && <Lines scheme={scheme} />}
    </section>
  )
}

const levelWord = (scheme: Scheme) => (one: Scheme['levels'][number]) =>
  scheme.method === 'points'
    ? `${one.level}（${printHundredths(one.from)} 分起）`
    : `${one.level}（${one.lines} 项起）`

function Lines(props: { scheme: Scheme }) {
  return (
    <DataRows
      compact
      rows={props.scheme.lines}
      rowKey={(row) => row.id}
      columns={[
        { key: 'item', title: '项目', head: true, render: (row) => `${row.id}. ${row.item}` },
        { key: 'section', title: '部分', render: (row) => row.section },
        { key: 'how', title: '评分办法', render: (row) => row.how },
        { key: 'clause', title: '依据', render: (row) => row.clause },
        { key: 'max', title: '分值', align: 'right', render: (row) => printHundredths(row.max) },
      ]}
    />
  )
}

/** A workbook is read and shown whole, with all that is wrong; only then it can be kept. */
function Replace() {
  const tell = useTellProblems()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const save = useAct(saveScheme, { done: '已换上新的方案', onDone: () => setAnswer(null) })
  const take = async (file: File) => {
    try {
      const form = new FormData()
      form.append('file', file, file.name)
      setAnswer({ ...(await upload(READ_SCHEME_PATH, form, readSchemeAnswer)), file: file.name })
    } catch (error) {
      tell(error)
    }
  }
  const scheme = answer?.scheme ?? null
  return (
    <section className="panel">
      <h3>换上本地的评分表</h3>
      <p className="faint">文件名就是方案名称；与已有方案同名的，以后的批次用新的</p>
      <DropFiles
        accept=".xlsx"
        onFiles={(files) => {
          if (files[0] !== undefined) void take(files[0])
        }}
      />
      {answer !== null && <Problems problems={answer.problems} />}
      {scheme !== null && answer !== null && (
        <>
          <Lines scheme={scheme} />
          <ConfirmPanel
            title={`方案“${scheme.title}”`}
            happens={[
              `${scheme.lines.length} 项，${METHODS[scheme.method]}，等级 ${scheme.levels.map(levelWord(scheme)).join('、')}`,
              '保存后新开的批次用它；已开始的批次不受影响',
            ]}
            button="保存方案"
            busy={save.isPending}
            onConfirm={() => save.mutate({ body: { scheme, file: answer.file } })}
            onCancel={() => setAnswer(null)}
          />
        </>
      )}
    </section>
  )
}
