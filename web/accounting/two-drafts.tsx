import { Button, Flex } from 'antd'
import { DataRows } from '../ui/data-rows.tsx'
import { draftDifferences } from './conversion-draft.ts'
import type { useConversionDraft } from './conversion-kept.ts'

/** The draft on the page and the one that somebody else saved meanwhile, side by side where they differ; then the choice. */
export function TwoDrafts({ kept }: { kept: ReturnType<typeof useConversionDraft> }) {
  const { draft: mine, theirs } = kept
  if (theirs === null) return null
  const rows = draftDifferences(mine, theirs)
  return (
    <section className="panel gap-below no-print" aria-label="两份草稿">
      {rows.length === 0 ? (
        <p>两份草稿填的一样，用哪一份都可以。</p>
      ) : (
        <DataRows
          rows={rows}
          rowKey={(row) => row.label}
          compact
          columns={[
            { key: 'label', title: '旧科目', head: true, render: (row) => row.label },
            { key: 'mine', title: '我填的', render: (row) => <span className="number">{row.mine}</span> },
            {
              key: 'theirs',
              title: `${theirs.by}存的`,
              render: (row) => <span className="number">{row.theirs}</span>,
            },
          ]}
        />
      )}
      <Flex wrap gap="small" className="gap-above">
        <Button onClick={kept.take}>改用{theirs.by}存的（丢弃我填的）</Button>
        <Button danger onClick={() => kept.keep(theirs.savedAt)}>
          用我填的盖掉
        </Button>
      </Flex>
    </section>
  )
}
