/**
 * Which passwords are guessed first. A list of the ten thousand most common would be long and soon old; nearly all of them
 * are made of the same few pieces, so what is left of a password when those pieces are taken out is counted instead.
 */

/** Words that people take for a password: English, pinyin, and what the fingers find on the keyboard. */
const WORDS = `
  password passwd pass pwd mima admin administrator guanliyuan root user test guest demo system
  manager login welcome hello nihao default letmein iloveyou woaini woaiwojia woaizhongguo
  zhongguo china master monkey dragon sunshine princess football superman secret changeme abc aini
  5201314 1314 520 a1b2 b2c3 c3d4 1a2b 2b3c 3c4d q1w2 w2e3 e3r4 1q2w 2w3e 3e4r 1qaz 2wsx 3edc 4rfv
  qaz wsx zaq1 xsw2`
  .trim()
  .split(/\s+/)

/** Signs in a row: of the alphabet, of the digits, of the keys and of the digits with the shift key held. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '!@#$%^&*()']
const RUN = 3

const YEAR = '(?:19[3-9]\\d|20[0-4]\\d)'
const MONTH_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])'
const DATES = new RegExp(`${YEAR}(?:${MONTH_DAY})?|\\d\\d${MONTH_DAY}`, 'g')
/** One to four signs, three times or more. */
const REPEATS = /(.{1,4})\1{2,}/gu

const SURNAMES =
  'wang|li|zhang|liu|chen|yang|zhao|huang|zhou|wu|xu|sun|hu|zhu|gao|lin|he|guo|ma|luo|liang|song|zheng|xie|han|tang|feng|yu|dong|xiao|cheng|cao|yuan|deng|peng|zeng|jiang|cai|jia|ding|wei|xue|ye|yan|pan|du|dai|xia|zhong|tian|ren|fan|fang|shi|yao|tan|liao|zou|xiong|jin|lu|hao|kong|bai|cui|kang|mao|qiu|qin|gu|hou|shao|meng|long|wan|duan|qian'
const SYLLABLE =
  '(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|a|o|e|i|u|v)|ang|ai|ao|ou|an|en|er|a|o|e)'
/** A name in pinyin, then a year or a birthday, once the signs between them are left out. */
const NAME_AND_DATE = new RegExp(
  `^(?:${SURNAMES})(?:${SYLLABLE}){1,2}(?:${YEAR}(?:${MONTH_DAY})?|\\d\\d${MONTH_DAY})$`,
)

/** Signs that stand for a letter: P@ssw0rd is password. */
const STAND_INS: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', $: 's', '1': 'i', '3': 'e' }

/** So few letters and digits beside the common pieces are soon tried out. */
const REST_MIN = 4

/**
 * Whether a password is among those that are tried first: common words, runs of the alphabet or the keyboard, repeats,
 * years and birthdays, with fewer than four letters or digits of its own (OWASP ASVS 5.0, 6.2.4); or a name with a date.
 */
export function isCommonPassword(password: string): boolean {
  const signs = Array.from(password.toLowerCase())
  const text = signs.join('')
  if (NAME_AND_DATE.test(text.replaceAll(/[^\p{L}\d]/gu, ''))) return true
  const plain = signs.map((sign) => STAND_INS[sign] ?? sign).join('')
  const taken = new Set<number>()
  const take = (from: number, length: number) => {
    for (let at = from; at < from + length; at++) taken.add(at)
  }
  for (const word of WORDS) for (const form of [text, plain]) takeAll(form, word, take)
  for (const pattern of [DATES, REPEATS])
    for (const found of text.matchAll(pattern)) take(found.index, found[0].length)
  takeRuns(text, take)
  const rest = Array.from({ length: text.length }, (_, at) => (taken.has(at) ? '' : text[at])).join('')
  return Array.from(rest.replaceAll(/[^\p{L}\d]/gu, '')).length < REST_MIN
}

type Take = (from: number, length: number) => void

function takeAll(text: string, word: string, take: Take): void {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) take(at, word.length)
}

/** Takes out every three signs that follow each other in a row, forwards or backwards: longer runs are made of those. */
function takeRuns(text: string, take: Take): void {
  for (let at = 0; at + RUN <= text.length; at++) {
    const piece = text.slice(at, at + RUN)
    const back = Array.from(piece).toReversed().join('')
    if (ROWS.some((row) => row.includes(piece) || row.includes(back))) take(at, RUN)
  }
}
