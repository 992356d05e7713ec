import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Page } from './page.tsx'

interface PrintPageProps {
  title: string
  /** From the menu down to the page whose paper it is. */
  of: readonly { label: string; to: string }[]
  /** What the paper is read from. */
  answer: { error: unknown; isPending: boolean }
  /** What may be chosen for the paper, before the button. */
  choices?: ReactNode
  /** The paper, once it is read. */
  children?: ReactNode
}

/** One paper alone on a page, and the button that prints it. */
export function PrintPage(props: PrintPageProps) {
  return (
    <Page
      title={props.title}
      crumbs={[...props.of, { label: '打印' }]}
      error={props.answer.error}
      loading={props.answer.isPending}
      actions={
        <>
          {props.choices}
          <Button type="primary" onClick={() => globalThis.print()}>
            打印
          </Button>
        </>
      }
    >
      {props.children !== undefined && <section className="panel">{props.children}</section>}
    </Page>
  )
}
