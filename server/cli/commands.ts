/** The commands with their options and help. Settings and commands are a contract: others script against them. */
import type { CommandSpec, OptionSpec } from './arguments.ts'

const JSON_OPTION: OptionSpec = { takes: 'nothing', says: '标准输出只打印一个 JSON 对象，其他文字走标准错误' }
const UNIT_OPTION: OptionSpec = {
  takes: 'word',
  word: '单位',
  says: '没有写单位的金额按 元 还是 万元 读取；不写则按惯例读取并列为待核实',
}
const FORMATS = 'FILE 是 .xlsx、.xls、WPS .et、.csv 或制表符分隔文本，按内容识别，不看扩展名。'
const JSON_HELP = [
  'JSON：{"rows":{"read","taken","unchanged","warned","refused"},"cooperatives","findings","unknown",',
  '       "problems":[{"file","sheet","row","column","code","says"}],"files"}',
  '  rows      taken 含 unchanged；taken + warned + refused = read；标题、表头、空行、合计行不算 read',
  '  warned    已收下，留有待核实的问题；refused 没有收下',
  '  problems  没有收下和待核实的每个问题；row 是电子表格里的行号，column 是列字母，没有的为 null；',
  '            只作提示的不列。code 的含义和办法见 docs/problems.md',
]

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'init',
    says: '在空数据库里为一个县建立正式部署',
    needs: ['area'],
    options: {
      area: { takes: 'word', word: '区划代码', says: '必填。县级 6 位，如 620422；地级市 4 位' },
      policy: { takes: 'words', word: '方案', says: '本地采用的方案，可写多次；也可以以后在网页上采用' },
    },
    help: [
      '建立三个管理员：guanli（系统管理员）、anquan（安全管理员）、shenji（审计管理员），',
      '一次性密码只打印这一次，首次登录须改；装入本县的乡镇和村、全国到乡镇的区划；',
      '在数据文件夹写出 用户导入模板.xlsx，填好后用 heshe users 导入。已经建立过的数据库不会改动。',
    ],
    examples: ['heshe init --area 620422', 'heshe init --area 621024 --policy shuocheng-2021'],
  },
  {
    name: 'users',
    says: '按用户导入模板建立用户',
    file: '用户表',
    options: {
      out: {
        takes: 'word',
        word: '文件',
        says: '一次性密码写到哪个 .xlsx；缺省写在数据文件夹，不覆盖已有文件',
      },
    },
    help: [
      '栏目：用户名、姓名、角色、区划（名称或代码）、合作社（理事长、财务会计填写）。',
      '全部建立或一个也不建；有问题时逐行说明。一次性密码只写在该文件里（仅本人可读），首次登录须改。',
    ],
    examples: ['heshe users 用户导入模板.xlsx'],
  },
  {
    name: 'password',
    says: '在本机上为一个账号重置密码',
    file: '用户名',
    options: {
      'second-factor': { takes: 'nothing', says: '同时解除动态口令（手机丢了、恢复码也没有了）' },
    },
    help: [
      '用于没有别的安全管理员可以重置的时候，例如唯一的安全管理员忘记密码，或一次性密码过了有效期。',
      '打印一个新的一次性密码，只这一次；该账号的登录全部退出，锁定解除。操作日志记下操作系统用户。',
      '能在网页上重置的，请安全管理员在“用户”里办理。停用的账号不能重置。',
    ],
    examples: ['heshe password anquan', 'heshe password anquan --second-factor'],
  },
  {
    name: 'import',
    says: '把台账导入本系统的数据库',
    file: '台账文件',
    needs: ['register'],
    options: {
      register: { takes: 'word', word: '台账', says: '必填。cooperative 为合作社名录；可用的台账见下' },
      area: { takes: 'word', word: '区划代码', says: '只收这个区域内的行，区域外的退回（outside-area）' },
      'dry-run': { takes: 'nothing', says: '只试算，不写入任何内容' },
      unit: UNIT_OPTION,
      'as-of': { takes: 'word', word: '日期', says: '数据截止日，如 2023-03-20；缺省为今天（北京时间）' },
      json: JSON_OPTION,
    },
    help: [
      FORMATS,
      '以系统用户 cli 的身份写入，留痕中记下操作系统用户。全部写入或全部不写；同一文件再导一次不会有变化，',
      '较新的文件只更新有变化的内容。网页服务正在运行时也可以导入。不写 --area 时读取整个文件。',
      '',
      ...JSON_HELP,
      '  cooperatives  收下的行涉及的主体数；findings 是这些主体目前未消除的问题数；',
      '                unknown 是这些主体缺数据、暂不能判定的规则数之和；files 总是空的',
    ],
    examples: [
      'heshe import 合作社名录.xlsx --register cooperative --area 620422',
      'heshe import 名录.csv --register cooperative --dry-run --json',
    ],
  },
  {
    name: 'undo',
    says: '整体撤销一次导入',
    file: '导入编号',
    options: {
      rest: { takes: 'nothing', says: '后来改过或已被用到的行留下，只撤其余的行' },
      'forget-units': { takes: 'nothing', says: '随这次导入回答的金额单位也不再沿用' },
      'dry-run': { takes: 'nothing', says: '只试算，不写入任何内容' },
      json: JSON_OPTION,
    },
    help: [
      'FILE 是导入编号，heshe import 执行完会打印（加 --json 时打印在标准错误输出），网页“表格导入”里该次导入的网址末尾也是它。',
      '新增的记录终止，改过的记录恢复原样，在一个事务里完成；历史都保留。地址归属和单位的回答仍然有效。',
      '有的行后来改过，或已立案、备案、登记股金、记账、发表，就不撤销并列出这些行（undo-relied-on）。',
      'JSON：{"ended","restored","kept"}',
    ],
    examples: ['heshe undo 0198c0de-0000-7000-8000-000000000000'],
  },
  {
    name: 'check',
    says: '不用服务器，直接检查一份台账，写出问题台账和一社一策',
    file: '台账文件',
    options: {
      policy: { takes: 'words', word: '方案', says: '在国家规定之外加用的方案，可写多次；不写只按国家规定' },
      area: { takes: 'word', word: '区划代码', says: '台账所属的区域；区域外的行退回（outside-area）' },
      unit: UNIT_OPTION,
      'as-of': { takes: 'word', word: '日期', says: '按哪一天判定，如 2023-03-20；缺省为今天（北京时间）' },
      out: { takes: 'word', word: '文件夹', says: '写出结果的文件夹，没有就新建；不写则只打印' },
      json: JSON_OPTION,
    },
    help: [
      `${FORMATS}各种台账的工作表可以混在一个文件里。`,
      '在临时数据库里判定，用完即删，不读也不改本系统的数据。',
      '写出：问题台账.xlsx、待补数据.xlsx、一社一策/<名称>_一社一策.docx（有问题的每家一份）；同名文件会被覆盖。',
      '',
      ...JSON_HELP,
      '  cooperatives  判定的主体数；findings 问题数；unknown 缺数据、暂不能判定的规则数之和（主体×规则）；',
      '                files 写出的文件',
    ],
    examples: ['heshe check 台账.xlsx --policy heshui-2023 --area 621024 --as-of 2023-03-20 --out result/'],
  },
  {
    name: 'backup',
    says: '把数据库和密钥备份成一个文件，网页服务可以照常运行',
    file: '备份文件',
    options: {
      'without-keys': {
        takes: 'nothing',
        says: '不带密钥：恢复后身份证号、银行账号和附件都打不开，除非另外保存了数据文件夹里的 keys',
      },
    },
    help: [
      '密钥用环境变量 HESHE_BACKUP_PASSPHRASE 里的备份口令（至少 12 个字）加密后放进备份；口令请另处保管，丢了无法找回。',
      '备份里的名称、地址等是明文，只有本人可读；请放在安全的地方。不覆盖已有文件；写到一半停下的不会留下备份文件。',
    ],
    examples: ['heshe backup 备份_20260301.heshe'],
  },
  {
    name: 'restore',
    says: '把备份恢复到一个空数据库，并逐表核对',
    file: '备份文件',
    options: {},
    help: [
      '恢复到 HESHE_DATA 或 DATABASE_URL 所指的数据库，须是空的；自带数据库和 PostgreSQL 服务器的备份可以互相恢复。',
      '口令写在环境变量 HESHE_BACKUP_PASSPHRASE。每张表核对行数和摘要，有一张不一致就全部不恢复；恢复后升级到本程序的表结构。',
    ],
    examples: ['heshe restore 备份_20260301.heshe'],
  },
  {
    name: 'divide',
    says: '不用服务器，按一份年度数据和成员表分配盈余，写出方案、检查和明白纸',
    file: '分配文件',
    fileLessWith: 'template',
    options: {
      template: {
        takes: 'nothing',
        says: '写出空白模板到 FILE；不写 FILE 时为 盈余分配模板.xlsx，不覆盖已有文件',
      },
      out: { takes: 'word', word: '文件夹', says: '写出结果的文件夹，没有就新建；不写则只打印' },
      json: JSON_OPTION,
    },
    help: [
      `${FORMATS}一张年度数据表、一张成员表；也读同样内容的 JSON。`,
      '写出：盈余分配方案.xlsx（步骤和依据、成员分配、检查、方案比较）、明白纸.html（A4 打印，每户一页）；同名文件会被覆盖。',
      '数据有误时一次列出全部问题和所在的格子，不分配（退出码 2）；方案违反规定时照算并列出（退出码 1）。',
      '',
      '输入的 JSON：{"year":{"surplus":"400000.00","patronageRate":"70%",…},"members":[{"id":"1",…}]}，金额为元',
      '  year      surplus 本年盈余、patronageRate 按交易返还比例（必填）；name、year、kind（联合社）、',
      '            opening 年初未分配盈余（亏损为负）或 loss 以前年度亏损、transferIn 其他转入、',
      '            serviceRewards 尚未列支的服务报酬、reserveRate 或 reserve 公积金比例或金额、reserveCap 上限、',
      '            charterPatronageRate 章程规定的返还比例、charterReserveRate 章程规定的公积金比例（没有写明的不填）、',
      '            basis amount（交易额，缺省）或 volume（交易量）、factors {"产品":"折算系数"}、',
      '            subsidyTotal、giftTotal 财政补助、捐赠总额（按人头平均）、',
      '            reserveBasis contribution、patronage 或 equal、convertRate 转为出资比例',
      '            会议记录（可不填）laidOpenOn 备查日期、meetingOn 大会日期、present 出席人数、',
      '            extraVotes 附加表决权总数、yes 赞成票',
      '  members   id、name、contribution、reserveShare、subsidyShare、giftShare、volume、amount，',
      '            或 trades [{"product","volume","amount"}]',
      '输出的 JSON：{"distributable":{"law","statement"},"reserve","patronage","remainder",',
      '             "members":[{"id","patronage","remainder","total"}],"findings":[{"code","clause","says","remedy"}]}',
      '  law 是社法第44条的可分配盈余，statement 是报表第16行的；金额为元、两位小数的字符串；成员按编号排列',
    ],
    examples: ['heshe divide --template 分配.xlsx', 'heshe divide 分配.xlsx --out result/'],
  },
  {
    name: 'policy',
    says: '看各份文件的条款由什么落实',
    file: 'coverage',
    options: { json: JSON_OPTION },
    help: [
      'policy coverage：逐份列出条款数、已落实、待建、不宜由软件代办；法律法规和各地方案都在内。',
      '条款没有写明由什么落实，或写的那一项并不存在，逐处指出文件和行号，以 2 结束。',
      '',
      'JSON：{"documents":[{"id","clauses","answered","planned","none"}]}',
      '  answered 今天就有规则、目标、台账、流程、报表等落实；planned 只有计划；none 写明软件做不了；三者之和为 clauses',
    ],
    examples: ['heshe policy coverage', 'heshe policy coverage --json'],
  },
  {
    name: 'catalogue',
    says: '看每条要求由什么回应，每样东西回应哪些要求',
    options: { json: JSON_OPTION },
    help: [
      '要求见 docs/requirements.md；台账和流程在自己的声明里写明回应哪几行，其余写在 docs/answers.yaml。',
      '写了不存在的行号，或写的那一样东西并不存在，逐处指出，以 2 结束。',
      '',
      'JSON：{"rows":[{"id","label","answeredBy","plannedBy"}],"things":[{"id","rows"}]}',
    ],
    examples: ['heshe catalogue', 'heshe catalogue --json'],
  },
  {
    name: 'audit',
    says: '核对操作留痕：哪条被改动、删除，哪些还没有入链',
    file: 'verify',
    options: { json: JSON_OPTION },
    help: [
      '每次事务的留痕在提交以后连成一环（SM3），密钥不在数据库里；核对时逐条重算，逐处说出第几条、哪一天。',
      '发现改动或删除时退出码为 1；尚未入链不算问题。核对的时间和结果记入“留痕核对”页。',
      '',
      'JSON：{"links","entries","pending","broken","breaks":[{"code","says","table","home","id","day"}]}',
    ],
    examples: ['heshe audit verify', 'heshe audit verify --json'],
  },
  {
    name: 'books',
    says: '导出一家合作社的凭证给其他记账软件核对，或重算全部账簿',
    file: '动作（export 或 verify）',
    options: {
      body: { takes: 'word', word: '合作社', says: 'export：统一社会信用代码，或完整名称' },
      format: { takes: 'word', word: '格式', says: 'export：hledger（缺省）或 beancount' },
      out: { takes: 'word', word: '文件', says: 'export：写到哪个文件，不覆盖已有文件；缺省写到标准输出' },
    },
    help: [
      'export 写出该合作社的全部凭证（期初、日常、结转、红字），金额借正贷负。',
      'verify 按分录重算每个月度发生额、借贷平衡、凭证编号和结账日，逐条说出不符之处；有不符时退出码为 1。',
    ],
    examples: [
      'heshe books export --body 93990101MA000001X0 --format hledger --out 账簿.journal',
      'heshe books verify',
    ],
  },
]

/** The command of that name. */
export function findCommand(name: string): CommandSpec | undefined {
  return COMMANDS.find((one) => one.name === name)
}
