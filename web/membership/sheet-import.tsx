import { Alert } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { upload, useTellProblems } from '../shell/api.ts'
import { problemsOf } from '../shell/refusal.ts'

/** Sends a sheet of the cooperative to be read and keeps what came of it; nothing is entered yet. */
export function useSheetRead<Read extends z.ZodType>(address: string, answer: Read) {
  const tell = useTellProblems()
  const [read, setRead] = useState<z.output<Read> | null>(null)
  const [busy, setBusy] = useState(false)
  const take = async (files: File[]) => {
    const form = new FormData()
    form.append('file', files[0]!, files[0]!.name)
    setBusy(true)
    try {
      setRead(await upload(address, form, answer))
    } catch (error) {
      tell(error)
    }
    setBusy(false)
  }
  return { read, busy, take, clear: () => setRead(null) }
}

interface SheetFaultsProps {
  title: string
  /** What could not be read, by row of the sheet. */
  problems: readonly { row: number; says: string }[]
  /** The lines that were sent to be entered, in their order. */
  sent: readonly { row: number }[]
  /** Why they were not entered; its places count the lines that were sent. */
  error: unknown
}

/** What was not read, and what was not entered, each with its row of the sheet. */
export function SheetFaults(props: SheetFaultsProps) {
  const { problems, sent, error } = props
  if (problems.length === 0 && error === null) return null
  const rowOf = (at: number | undefined) => (at === undefined ? undefined : sent[at - 1]?.row)
  return (
    <Alert
      type="warning"
      className="gap-below"
      title={props.title}
      description={
        <ul>
          {problems.map((one) => (
            <li key={`${one.row}${one.says}`}>
              第 {one.row} 行：{one.says}
            </li>
          ))}
          {error !== null &&
            problemsOf(error).map((one, index) => (
              <li key={index}>
                {rowOf(one.place?.row) !== undefined && `第 ${rowOf(one.place?.row)} 行：`}
                {one.says}
              </li>
            ))}
        </ul>
      }
    />
  )
}
