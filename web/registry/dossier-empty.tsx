import { Button } from 'antd'
import type { Dossier } from '#contract/registry.ts'
import { registerOf } from '../register/declared.ts'
import { useAdding } from './adding.ts'

/** The registers of which the dossier holds nothing yet, in one panel: a new dossier has hardly any other. */
export function DossierEmpty(props: { body: string; sections: Dossier['sections'] }) {
  const adding = useAdding(props.body)
  const empty = props.sections.flatMap((one) => {
    const register = registerOf(one.register)
    return register ? [{ register, add: adding(register) }] : []
  })
  if (empty.length === 0) return null
  return (
    <section id="empty" className="panel empty-section">
      <div className="section-head">
        <h3>还没有资料（{empty.length} 类）</h3>
      </div>
      <ul className="empty-registers">
        {empty.map(({ register, add }) => (
          <li key={register.id} id={`section-${register.id}`}>
            {register.label}
            {add && (
              <Button size="small" type="link" className="no-print" onClick={add}>
                补填
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
