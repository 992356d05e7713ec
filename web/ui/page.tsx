import { Breadcrumb, Flex, Spin, Typography } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { problemsOf } from '../shell/refusal.ts'
import { Go } from './go.tsx'
import { Problems } from './problems.tsx'
import { SavedViews } from './saved-views.tsx'

interface PageProps {
  title: string
  /** From the menu down to here; the last is this page and needs no address. */
  crumbs?: readonly { label: string; to?: string }[]
  /** Buttons at the right of the title, the main one last. */
  actions?: ReactNode
  /** A list whose filters stand in the address bar: they can be kept under a name. */
  views?: boolean
  /** One line below the title. */
  says?: ReactNode
  /** What went wrong while the page was read. */
  error?: unknown
  loading?: boolean
  children?: ReactNode
}

/** The frame of one page: where one is, its title, its buttons, its content. */
export function Page(props: PageProps) {
  useEffect(() => {
    document.title = `${props.title} · 禾社`
  }, [props.title])
  return (
    <div className="page">
      {props.crumbs !== undefined && <Breadcrumb items={props.crumbs.map(crumb)} />}
      <Flex wrap gap="small" align="center" justify="space-between" className="page-head">
        <Typography.Title level={2} className="page-title">
          {props.title}
        </Typography.Title>
        {(props.actions !== undefined || props.views === true) && (
          <Flex wrap gap="small" className="no-print">
            {props.views === true && <SavedViews />}
            {props.actions}
          </Flex>
        )}
      </Flex>
      {props.says !== undefined && <div className="page-says">{props.says}</div>}
      <PageContent error={props.error} loading={props.loading}>
        {props.children}
      </PageContent>
    </div>
  )
}

function PageContent(props: { error: unknown; loading: boolean | undefined; children: ReactNode }) {
  if (props.error !== undefined && props.error !== null)
    return <Problems problems={problemsOf(props.error)} />
  if (props.loading === true) {
    return (
      <div className="page-wait">
        <Spin description="正在读取" />
      </div>
    )
  }
  return <>{props.children}</>
}

function crumb(one: { label: string; to?: string }) {
  return { title: one.to === undefined ? one.label : <Go to={one.to}>{one.label}</Go> }
}
