import { useAddress } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Labelled } from '../ui/labelled.tsx'

/** Narrows a log to the days from … to …, both in the address bar; the list begins anew with every change. */
export function LogDays() {
  const address = useAddress()
  const session = useSession()
  const set = (key: string) => (value: string | undefined) => address.set({ [key]: value, before: undefined })
  return (
    <>
      <Labelled label="从">
        <DayPicker value={address.get('from')} until={session.today} onChange={set('from')} />
      </Labelled>
      <Labelled label="到">
        <DayPicker value={address.get('to')} until={session.today} onChange={set('to')} />
      </Labelled>
    </>
  )
}
