import { Flex } from 'antd'
import type { z } from 'zod'
import type { previewHandout } from '#contract/registry.ts'
import { DataRows } from '../ui/data-rows.tsx'
import { grouped } from '../ui/order.ts'
import { NumberText } from '../ui/values.tsx'

type Preview = z.infer<typeof previewHandout.response>

/** What the workbooks will hold: rows by township, and the columns that stand open. */
export function HandoutPreview(props: { preview: Preview }) {
  const { preview } = props
  const sheets = [...grouped(preview.columns, (one) => one.registerLabel)]
  return (
    <>
      <p>
        共 <strong>{preview.townships.length}</strong> 份（每个乡镇一份），<strong>{preview.bodies}</strong>{' '}
        家合作社，
        <strong>{preview.columns.length}</strong> 个要填的栏目。名称、代码等已知内容预先填好并锁定。
      </p>
      <Flex wrap gap="large" align="start">
        <div style={{ flex: '1 1 280px' }}>
          <DataRows
            rows={preview.townships}
            rowKey={(row) => row.area}
            columns={[
              { key: 'name', title: '乡镇', head: true, render: (row) => row.name },
              {
                key: 'rows',
                title: '合作社（家）',
                align: 'right',
                width: 120,
                render: (row) => <NumberText value={row.rows} />,
              },
            ]}
          />
        </div>
        <div style={{ flex: '2 1 360px' }}>
          {sheets.map(([label, columns]) => (
            <div key={label} style={{ marginBottom: 16 }}>
              <h4 style={{ margin: '0 0 6px' }}>{label}</h4>
              <DataRows
                rows={columns}
                rowKey={(row) => `${row.register}.${row.field}`}
                columns={[
                  { key: 'label', title: '栏目', head: true, render: (row) => row.label },
                  {
                    key: 'unknown',
                    title: '待填（家）',
                    align: 'right',
                    width: 120,
                    render: (row) => <NumberText value={row.unknown} />,
                  },
                ]}
              />
            </div>
          ))}
        </div>
      </Flex>
    </>
  )
}
