import { Button } from 'antd'
import type { Dossier } from '#contract/registry.ts'
import { registerOf } from '../register/declared.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'

/** The registers of which the dossier holds nothing yet, in one panel: a new dossier has hardly any other. */
export function DossierEmpty(props: { body: string; sections: Dossier['sections'] }) {
  const session = useSession()
  const go = useGo()
  const empty = props.sections.flatMap((one) => registerOf(one.register) ?? [])
  if (empty.length === 0) return null
  return (
    <section id="empty" className="panel empty-section">
      <div className="section-head">
        <h3>还没有资料（{empty.length} 类）</h3>
      </div>
      <ul className="empty-registers">
        {empty.map((register) => (
          <li key={register.id} id={`section-${register.id}`}>
            {register.label}
            {register.belongsTo === 'body' && register.write.includes(session.user.role) && (
              <Button
                size="small"
                type="link"
                className="no-print"
                onClick={() => go(`/registers/${register.id}/new?body=${props.body}`)}
              >
                补填
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
