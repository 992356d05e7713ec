import { Button, Flex, Form, Input } from 'antd'
import type { NewTask } from '#contract/targets/tasks.ts'
import { HelpersPicker, LeadPicker } from '../procedure/unit-picker.tsx'
import { useSession } from '../shell/session.tsx'
import { DayPicker } from '../ui/day-picker.tsx'

/** A task as it is typed. */
export interface TaskLine {
  title: string
  done: string
  clause: string | null
  /** How the clause is called; not sent. */
  from: string
  lead: string | undefined
  helpers: string[]
  dueOn: string | undefined
}

export const NEW_LINE: TaskLine = {
  title: '',
  done: '',
  clause: null,
  from: '',
  lead: undefined,
  helpers: [],
  dueOn: undefined,
}

/** Lines that say something, as they travel. */
export function tasksOf(lines: readonly TaskLine[]): NewTask[] {
  return lines
    .filter((one) => one.title.trim().length > 1)
    .map(({ title, done, clause, lead, helpers, dueOn }) => ({
      title: title.trim(),
      done: done.trim(),
      clause,
      helpers,
      ...(lead !== undefined && { lead }),
      ...(dueOn !== undefined && { dueOn }),
    }))
}

/** How many of the lines are given out at once. */
export function givenOut(lines: readonly TaskLine[]): number {
  return tasksOf(lines).filter((one) => one.lead !== undefined && one.dueOn !== undefined).length
}

/** Tasks to be opened, one block each: what, by whom, by when. */
export function TaskLines(props: {
  lines: readonly TaskLine[]
  onChange: (lines: TaskLine[]) => void
  word: string
}) {
  const change = (at: number, part: Partial<TaskLine>) =>
    props.onChange(props.lines.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <div className="task-lines">
      {props.lines.map((line, index) => (
        <TaskLineFields
          key={`${line.clause ?? ''}-${index}`}
          line={line}
          name={`${props.word} ${index + 1}`}
          onChange={(part) => change(index, part)}
          onRemove={() => props.onChange(props.lines.filter((_, at) => at !== index))}
        />
      ))}
      <Button onClick={() => props.onChange([...props.lines, NEW_LINE])}>再加一项</Button>
    </div>
  )
}

interface LineProps {
  line: TaskLine
  name: string
  onChange: (part: Partial<TaskLine>) => void
  onRemove: () => void
}

function TaskLineFields(props: LineProps) {
  const session = useSession()
  const { line, name, onChange } = props
  return (
    <fieldset className="task-line">
      <Flex justify="space-between" align="center" gap="small">
        <strong>
          {name} {line.from !== '' && <span className="faint">{line.from}</span>}
        </strong>
        <Button type="link" onClick={props.onRemove}>
          去掉
        </Button>
      </Flex>
      <Form layout="vertical" component={false}>
        <Input
          aria-label={`${name}：任务`}
          placeholder="任务：做什么"
          maxLength={200}
          value={line.title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
        <Input
          aria-label={`${name}：完成标准`}
          placeholder="完成标准：凭什么算完成（可不填）"
          maxLength={500}
          value={line.done}
          onChange={(event) => onChange({ done: event.target.value })}
        />
        <Flex wrap gap="small">
          <LeadPicker label={`${name}：牵头单位`} value={line.lead} onChange={(lead) => onChange({ lead })} />
          <HelpersPicker value={line.helpers} onChange={(helpers) => onChange({ helpers })} />
          <DayPicker
            label={`${name}：期限`}
            placeholder="期限"
            value={line.dueOn}
            from={session.today}
            onChange={(dueOn) => onChange({ dueOn })}
          />
        </Flex>
      </Form>
    </fieldset>
  )
}
