import { Alert, Form } from 'antd'
import { useState } from 'react'
import { openProject } from '#contract/reviews/projects.ts'
import { WordsField } from '../membership/case-fields.tsx'
import { useAct } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'
import { ConfirmPanel } from '../ui/confirm.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { AreaPicker } from '../ui/pickers.tsx'
import { Problems } from '../ui/problems.tsx'
import { FundFields } from './fund-fields.tsx'

const TITLE = '登记项目方案'
const EMPTY = {
  area: '',
  name: '',
  business: '',
  own: '0',
  subsidy: '0',
  borrow: '0',
  expected: '0',
  repay: '',
}
type Typed = typeof EMPTY

/** A project of a village, as its paper has it. */
export function ProjectNewPage() {
  const go = useGo()
  const [typed, setTyped] = useState(EMPTY)
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const open = useAct(openProject, {
    quiet: true,
    done: '已登记',
    onDone: ({ id }) => go(`/procedures/village_project/${id}`),
  })
  const words = (key: 'name' | 'business' | 'repay' | 'expected') => ({
    id: `project-${key}`,
    value: typed[key],
    required: true,
    onChange: (value: string) => change({ [key]: value }),
  })
  const borrows = Number(typed.borrow) > 0
  return (
    <Page title={TITLE} crumbs={[{ label: '项目论证', to: '/procedures/village_project' }, { label: TITLE }]}>
      <section className="panel">
        <Form layout="vertical" component={false}>
          <Form.Item label="哪个村" required htmlFor="project-area" extra="选到村">
            <AreaPicker
              id="project-area"
              value={typed.area || undefined}
              onChange={(area) => change({ area: area ?? '' })}
            />
          </Form.Item>
          <WordsField {...words('name')} label="项目名称" />
          <WordsField {...words('business')} label="主营业务和规模" />
          <FundFields typed={typed} change={change} />
          {borrows && <WordsField {...words('repay')} label="还款来源" />}
          <WordsField {...words('expected')} label="预期年收益（元）" />
        </Form>
        {open.error !== null && <Alert type="error" title={<Problems problems={problemsOf(open.error)} />} />}
        <ConfirmPanel
          title="登记以后"
          happens={[
            '镇里组织论证会，登记论证意见，再批准或不予批准',
            borrows
              ? '这个项目要借款，会新增村级债务：镇里不能直接批准，要改资金来源或由县级研究同意'
              : '不借款、债务不超过县里确认的比例的，镇里可以批准',
          ]}
          button="登记这个项目"
          busy={open.isPending}
          blocked={missingOf(typed)}
          onConfirm={() => open.mutate({ body: typed })}
        />
      </section>
    </Page>
  )
}

function missingOf(typed: Typed): string | null {
  const missing = [
    typed.area.length < 12 && '哪个村',
    typed.name.trim().length < 2 && '项目名称',
    typed.business.trim().length < 2 && '主营业务和规模',
  ].filter(Boolean)
  return missing.length > 0 ? `还没有填：${missing.join('、')}` : null
}
