import type { Dossier } from '#contract/registry.ts'

interface Heading {
  id: string
  label: string
  count: number | null
  bad?: boolean
}

/** The headings of the dossier at its side, with how much stands under each. */
export function DossierContents(props: { data: Dossier }) {
  return (
    <nav className="dossier-contents no-print" aria-label="档案目录">
      {headingsOf(props.data).map((one) => (
        <a
          key={one.id}
          href={`#${one.id}`}
          className={one.count === 0 ? 'none' : ''}
          onClick={(event) => {
            event.preventDefault()
            document.getElementById(one.id)?.scrollIntoView({ behavior: 'smooth' })
          }}
        >
          {one.label}
          {one.count !== null && (
            <span className={one.bad === true && one.count > 0 ? 'bad' : ''}>{one.count}</span>
          )}
        </a>
      ))}
    </nav>
  )
}

/** The sections in which something stands. */
export function filled(data: Dossier): Dossier['sections'] {
  return data.sections.filter((one) => one.records.length > 0)
}

function headingsOf(data: Dossier): Heading[] {
  const open = data.findings.filter((one) => one.closedOn === null).length
  const empty = data.sections.length - filled(data).length
  return [
    { id: 'head', label: '概况', count: null },
    ...(data.questions.length > 0
      ? [{ id: 'questions', label: '待确认', count: data.questions.length, bad: true }]
      : []),
    { id: 'findings', label: '问题', count: open, bad: true },
    { id: 'unknown', label: '待查明', count: data.unknown.length },
    { id: 'cases', label: '整改单', count: data.cases.length },
    ...filled(data).map((one) => ({
      id: `section-${one.register}`,
      label: one.label,
      count: one.register === 'body' ? null : one.records.length,
    })),
    ...(empty > 0 ? [{ id: 'empty', label: '还没有资料', count: empty }] : []),
    { id: 'timeline', label: '变动经过', count: null },
  ]
}
