import { Button, Flex, Segmented } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { attachPolicyText, readPolicyText, type WirePiece } from '#contract/supervision/policy-texts.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useAct, useCall } from '../shell/api.ts'
import { useMay } from '../shell/session.tsx'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { EmptyState } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { AttachText } from './attach-text.tsx'
import { PieceRows } from './text-pieces.tsx'
import './policy-text.css'

type Answer = z.infer<typeof readPolicyText.response>

/** 文件原文: the document's own text, attached by the office; raw and cleaned side by side, under our clauses. */
export function PolicyTextPage() {
  const id = usePathParam('id')
  const answer = useCall(readPolicyText, { params: { id } })
  const data = answer.data
  return (
    <Page
      title="文件原文"
      says="软件不带任何文件的原文。本单位可以附上手里的正文：原样和整理后的读法逐段并列，挂到条款；疑似丢字的标出来，原样一字不动。"
      crumbs={[
        { label: '法规与方案', to: '/policies' },
        { label: data?.title ?? '', to: `/policies/${id}` },
        { label: '文件原文' },
      ]}
      error={answer.error}
      loading={answer.isPending}
    >
      {data !== undefined && <TextContent id={id} data={data} />}
    </Page>
  )
}

function TextContent(props: { id: string; data: Answer }) {
  const { id, data } = props
  const manages = useMay('confirmParameter')
  const [asking, setAsking] = useState<'attach' | 'remove' | null>(null)
  const remove = useAct(attachPolicyText, { done: '已撤下', onDone: () => setAsking(null) })
  const { attached } = data
  return (
    <>
      {attached === null && asking === 'attach' ? null : attached === null ? (
        <EmptyState
          says={manages ? '还没有附上原文' : '还没有附上原文；由县级人员附上'}
          next={manages ? <Button onClick={() => setAsking('attach')}>附上原文</Button> : undefined}
        />
      ) : (
        <section className="panel">
          <Flex wrap gap="small" align="center" justify="space-between">
            <p className="faint">
              来源：{attached.source}
              {attached.fileName !== null && `（${attached.fileName}）`}。{attached.placeName}
              {attached.by} {attached.onDay} 附上，共 {attached.pieces.length} 段。
            </p>
            {manages && asking === null && (
              <Flex gap="small" className="no-print">
                <Button onClick={() => setAsking('attach')}>换一份</Button>
                <Button danger onClick={() => setAsking('remove')}>
                  撤下
                </Button>
              </Flex>
            )}
          </Flex>
          {asking === 'remove' && (
            <ConfirmPanel
              title="撤下附上的原文"
              happens={['条款页和本页不再显示；原来附上的留有记录']}
              button="撤下原文"
              danger
              busy={remove.isPending}
              onConfirm={() =>
                remove.mutate({ params: { id }, body: { source: '撤下', fileName: null, pieces: [] } })
              }
              onCancel={() => setAsking(null)}
            />
          )}
          {asking === null && <ReadPieces pieces={attached.pieces} clauses={data.clauses} />}
        </section>
      )}
      {asking === 'attach' && <AttachText id={id} clauses={data.clauses} onClose={() => setAsking(null)} />}
    </>
  )
}

/** The pieces to read, all or those with doubts only. */
function ReadPieces(props: { pieces: readonly WirePiece[]; clauses: Answer['clauses'] }) {
  const address = useAddress()
  const doubted = props.pieces.filter((one) => one.doubts.length > 0).length
  const only = address.get('doubts') === '1'
  return (
    <>
      <Segmented
        className="no-print"
        options={[
          { value: 'all', label: `全部 ${props.pieces.length}` },
          { value: 'doubts', label: `存疑 ${doubted}` },
        ]}
        value={only ? 'doubts' : 'all'}
        onChange={(picked) => address.set({ doubts: picked === 'doubts' ? '1' : undefined })}
      />
      <PieceRows pieces={props.pieces} clauses={props.clauses} onlyDoubts={only} />
    </>
  )
}
