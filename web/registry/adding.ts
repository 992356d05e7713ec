import type { Register } from '#core/kernel/register.ts'
import { useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'

/** Gives what opens the form of a new record of this body in a register; null where the person may not enter it. */
export function useAdding(body: string): (register: Register) => (() => void) | null {
  const session = useSession()
  const go = useGo()
  return (register) =>
    register.belongsTo === 'body' && register.write.includes(session.user.role)
      ? () => go(`/registers/${register.id}/new?body=${body}`)
      : null
}
