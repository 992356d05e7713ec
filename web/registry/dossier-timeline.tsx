import { Button, Timeline } from 'antd'
import { useState } from 'react'
import type { Dossier } from '#contract/registry.ts'
import { doorInWords } from '../ui/door.ts'
import { Go } from '../ui/go.tsx'
import { SourceTag } from '../ui/tags.tsx'
import { momentText } from '../ui/values.tsx'

type Entry = Dossier['timeline'][number]
const FIRST = 15

/** Who changed what, when, from which file, sheet and row. */
export function DossierTimeline(props: { data: Dossier }) {
  const { timeline } = props.data
  const [all, setAll] = useState(false)
  const shown = all ? timeline : timeline.slice(0, FIRST)
  return (
    <section id="timeline" className="panel">
      <h3>变动经过</h3>
      {timeline.length === 0 && <p className="faint">还没有变动记录。</p>}
      <Timeline items={shown.map((one, index) => ({ key: index, content: <EntryLine entry={one} /> }))} />
      {timeline.length > FIRST && (
        <Button type="link" className="no-print" onClick={() => setAll(!all)}>
          {all ? '收起' : `展开全部 ${timeline.length} 条`}
        </Button>
      )}
    </section>
  )
}

function EntryLine(props: { entry: Entry }) {
  const { entry } = props
  return (
    <>
      <span className="number">{momentText(entry.at)}</span> {entry.actor}
      <span className="faint">（{doorInWords(entry.door)}）</span>
      <div>
        {entry.register !== null && entry.record !== null ? (
          <Go to={`/registers/${entry.register}/${entry.record}`}>{entry.says}</Go>
        ) : (
          entry.says
        )}
        <SourceTag source={entry.source} />
        {entry.effectiveOn !== null && <span className="faint"> 自 {entry.effectiveOn} 起</span>}
      </div>
      {entry.source?.file !== undefined && (
        <div className="faint">
          {[
            entry.source.file,
            entry.source.sheet,
            entry.source.row === undefined ? undefined : `第 ${entry.source.row} 行`,
            entry.source.sender === undefined ? undefined : `报送 ${entry.source.sender}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      )}
    </>
  )
}
