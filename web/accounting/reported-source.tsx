import { Alert, Flex, Select } from 'antd'
import { useSession } from '../shell/session.tsx'
import { DropFiles } from '../ui/files.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { monthsOf } from './book.ts'

interface SourceProps {
  month: string
  onMonth: (month: string) => void
  remarks: readonly string[]
  onFile: (file: File) => void
}

/** Which month's end, and the file that is read. */
export function Source(props: SourceProps) {
  const { today } = useSession()
  return (
    <section className="panel" aria-label="导入或录入报表">
      <h3>导入或录入报表</h3>
      <Flex wrap gap="middle" className="gap-below">
        <Labelled label="截至哪个月末">
          <Select
            aria-label="截至哪个月末"
            value={props.month}
            style={{ width: 130 }}
            options={monthsOf(`${Number(today.slice(0, 4)) - 3}-01-01`, today).map((value) => ({ value }))}
            onChange={props.onMonth}
          />
        </Labelled>
      </Flex>
      <DropFiles
        onFiles={(files) => props.onFile(files[0]!)}
        says="把报表或科目余额表拖到这里，也可以直接在下面录入"
      />
      {props.remarks.map((one) => (
        <Alert key={one} type="warning" showIcon title={one} />
      ))}
    </section>
  )
}
