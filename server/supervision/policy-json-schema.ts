import { z } from 'zod'
import { FILE_SCHEMAS, type FileKind } from './policy-schema.ts'

const TITLES: Readonly<Record<string, string>> = {
  document: '文件：标题、文号、发文机关、地区、施行日期',
  clauses: '条款：每一条的概括，以及由什么落实或为何软件做不了',
  parameters: '参数：带日期的数值',
  rules: '规则：指标、比较、说法、整改办法、举例',
  targets: '目标：到期日前要达到的数',
  classes: '分类：自上而下第一个符合的',
  'problem-kinds': '问题类别和常用措施',
  clashes: '条款冲突：两头的条款、理由、法律底线和可选的做法',
  stages: '阶段：起止日都含在内，可以重叠',
  numbers: '文件写明的每个数值，约束什么或为何不作要求',
  bits: '规则的位号',
  calendar: '一年的放假和调休',
} satisfies Record<FileKind, string>

/** The JSON Schema of each kind of policy file, as published in policy/schema/<kind>.json. */
export function policyJsonSchemas(): ReadonlyMap<string, string> {
  const kinds = Object.entries(FILE_SCHEMAS).map(([kind, schema]): [string, string] => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' })
    const title = TITLES[kind]
    return [kind, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`]
  })
  return new Map(kinds)
}
