/** How much is laid in and how often it is asked. */
export interface Size {
  /** What the machine has to have, said before it starts. */
  need: string
  /** Whether its figures are held against the records. */
  held: boolean
  /** Rows of a list that comes in, and how many such lists. */
  rows: number
  lists: number
  bodies: number
  membersEach: number
  /** Requests of each page in a turn, and turns. */
  requests: number
  turns: number
  books: number
  vouchersEach: number
  /** Of a journal for hledger. */
  postings: number
}

export const SMALL: Size = {
  need: '小样测量：约 1 GB 磁盘（临时目录），不到三分钟。',
  held: true,
  rows: 2000,
  lists: 3,
  bodies: 20_000,
  membersEach: 0,
  requests: 60,
  turns: 3,
  books: 200,
  vouchersEach: 250,
  postings: 0,
}

export const FULL: Size = {
  need: '全量测量：约 25 GB 磁盘（临时目录）、8 GB 内存；一次做完一到两个小时，宜分部分做（full import、full check …），每部分各自建库、做完即删。',
  held: false,
  rows: 100_000,
  lists: 1,
  bodies: 100_000,
  membersEach: 60,
  requests: 1000,
  turns: 3,
  books: 1000,
  vouchersEach: 5000,
  postings: 1_000_000,
}
