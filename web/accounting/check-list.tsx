import { Collapse, Tag } from 'antd'
import { printYuan } from '#core/values/money.ts'

interface CheckListProps {
  checks: readonly { says: string; left: bigint; right: bigint; ok: boolean }[]
}

/** Every cross-check with both of its figures; those that do not agree stand first and open. */
export function CheckList(props: CheckListProps) {
  const wrong = props.checks.filter((one) => !one.ok)
  const title =
    wrong.length === 0
      ? `表内、表间勾稽 ${props.checks.length} 项全部相符`
      : `勾稽 ${props.checks.length} 项中有 ${wrong.length} 项不符`
  return (
    <Collapse
      // Opens by itself as soon as something does not agree, also while figures are typed.
      key={wrong.length > 0 ? 'wrong' : 'right'}
      className="gap-above"
      defaultActiveKey={wrong.length > 0 ? ['checks'] : []}
      items={[
        {
          key: 'checks',
          label: (
            <>
              <Tag color={wrong.length === 0 ? 'green' : 'red'}>{wrong.length === 0 ? '相符' : '不符'}</Tag>
              {title}
            </>
          ),
          children: (
            <ul className="checks">
              {[...wrong, ...props.checks.filter((one) => one.ok)].map((one) => (
                <li key={one.says}>
                  <Tag color={one.ok ? 'green' : 'red'}>{one.ok ? '相符' : '不符'}</Tag>
                  {one.says}{' '}
                  <span className="faint number">
                    {printYuan(one.left)} / {printYuan(one.right)}
                  </span>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}
