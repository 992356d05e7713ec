import type { z } from 'zod'
import type { auditEntry } from '#contract/access.ts'
import type { Register } from '#core/kernel/register.ts'
import { labelOf, registerOf } from '../register/declared.ts'
import { Unknown } from '../ui/values.tsx'
import './audit-diff.css'

type Entry = z.infer<typeof auditEntry>

/** What stood there before and what stands there now, field by field; what stayed the same is left out. */
export function AuditDiff(props: { entry: Entry }) {
  const { before, after, subject } = props.entry
  const register = registerOf(subject)
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (key) => nameOf(register, key) !== null && print(before?.[key]) !== print(after?.[key]),
  )
  if (keys.length === 0) return <Unknown />
  return (
    <dl className="audit-diff">
      {keys.map((key) => (
        <div key={key}>
          <dt>{nameOf(register, key)}</dt>
          <dd>
            {print(before?.[key]) !== '' && <del>{print(before?.[key])}</del>}
            {print(after?.[key]) !== '' && <ins>{print(after?.[key])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** How a key is called: a Chinese one is its own name, a field has a heading; what is only a column has none. */
function nameOf(register: Register | undefined, key: string): string | null {
  if (/\p{Script=Han}/u.test(key)) return key
  const declared = key === 'area' || key === 'body' || register?.fields[key] !== undefined
  return declared ? labelOf(register, key) : null
}

function print(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(print).join('、')
  return '（内容较多，从略）'
}
