const DOORS: Readonly<Record<string, string>> = {
  web: '网页',
  form: '网页填报',
  import: '表格导入',
  handout: '填报表收回',
  return: '填报表收回',
  cli: '命令行',
  job: '系统自动',
  system: '系统自动',
  api: '接口',
  install: '初始数据',
}

/** Through which door a change came, in words; a word that is Chinese already stays as it is. */
export function doorInWords(door: string): string {
  return DOORS[door] ?? (/^[a-z0-9_.:-]*$/i.test(door) ? '系统' : door)
}

/** Who did it, in words: a person by name, the product itself as 系统. */
export function actorInWords(actor: string): string {
  return actor === 'system' ? '系统' : actor === 'cli' ? '命令行' : actor
}
