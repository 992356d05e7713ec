import { halfWidth } from '#core/values/typed-text.ts'

/** Traditional and variant characters that stand in typed addresses, each with the one that lists print. */
const VARIANTS = new Map(
  [
    '縣县 鄉乡 鎮镇 區区 莊庄 灣湾 嶺岭 龍龙 溝沟 東东 馬马 關关 門门 橋桥 陽阳 陰阴 劉刘 楊杨 陳陈 張张 趙赵 吳吴 鄭郑 許许',
    '蘭兰 豐丰 興兴 華华 國国 會会 寧宁 營营 塢坞 壩坝 臺台 樓楼 廟庙 鋪铺 舖铺 衛卫 蘆芦 蘇苏 廣广 慶庆 雙双 萬万 黃黄 園园 圍围',
    '葉叶 蕭萧 羅罗 鐵铁 銀银 錢钱 閘闸 閣阁 雲云 電电 韓韩 頭头 順顺 魚鱼 鳳凤 鴨鸭 鷄鸡 鹽盐 齊齐 雞鸡 灘滩 澤泽 澗涧 濱滨',
    '滙汇 匯汇 漁渔 澱淀 澇涝 濟济 禮礼 紅红 綠绿 線线 羣群 義义 聖圣 舊旧 號号 見见 觀观 豬猪 貝贝 貴贵 農农 運运 達达 過过 鄧邓',
    '鄔邬 釣钓 長长 開开 陸陆 隊队 雜杂 離离 靈灵 頂顶 項项 額额 風风 飛飞 養养 館馆 駐驻 騰腾 驛驿 場场 塊块 壋垱 堿碱 寶宝',
    '峴岘 將将 尋寻 導导 島岛 峽峡 崗岗 嶗崂 廠厂 彎弯 後后 揚扬 楓枫 榮荣 樂乐 樹树 橫横 檔档 歐欧 歡欢 漢汉 潁颍 瑪玛 畢毕 當当',
  ]
    .flatMap((line) => line.split(' '))
    .map((pair) => [pair[0] ?? '', pair[1] ?? '']),
)

/** What plainPlace changes; most names and addresses have nothing of it. */
const UNEVEN = new RegExp(
  `[\\s\\u00a0-\\u036f\\u200b-\\u200f\\u2060\\u3000\\ufeff-\\uffe5${[...VARIANTS.keys()].join('')}]`,
  'u',
)

/**
 * An address or a place name in the form in which names are compared: half-width, no spaces, simplified characters.
 * Nothing that tells two places apart is dropped.
 */
export function plainPlace(text: string): string {
  if (!UNEVEN.test(text)) return text
  const half = halfWidth(text.normalize('NFC')).replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
  let plain = ''
  for (const sign of half) plain += VARIANTS.get(sign) ?? sign
  return plain
}

/**
 * Writings of the same sound and sense that offices use for each other in names of villages (咀 for 嘴, 塬 for 原). Two
 * names that differ only in these are taken as one, provided that only one such name stands in the township.
 */
const SAME_WRITING = new Map(
  ['咀嘴', '塬原', '屲洼', '凹洼', '峁卯', '岰岙', '垇坳', '邨村'].map((pair) => [
    pair[0] ?? '',
    pair[1] ?? '',
  ]),
)

const FOLDED = new RegExp(`[${[...SAME_WRITING.keys()].join('')}]`, 'u')

/** The name with characters that stand for each other made one (咀 → 嘴). */
export function foldWriting(name: string): string {
  if (!FOLDED.test(name)) return name
  let folded = ''
  for (const sign of name) folded += SAME_WRITING.get(sign) ?? sign
  return folded
}

export type TownshipKind = 'street' | 'town' | 'rural' | 'other'

export interface TownshipName {
  /** What tells the place: 柴家门 of 柴家门镇. */
  stem: string
  kind: TownshipKind
}

/** Peoples as they stand in names of townships and counties; only those of several signs may lack 族 (木垒哈萨克自治县). */
const PEOPLE =
  '(?:(?:蒙古|藏|蔵|回|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|' +
  '达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|' +
  '珞巴|基诺)族|蒙古|哈萨克|塔吉克|锡伯|柯尔克孜|达斡尔|鄂温克|鄂伦春|俄罗斯|门巴|珞巴|塔塔尔)'
const ETHNIC_TOWNSHIP = new RegExp(`^(.+?)(?:${PEOPLE}+(?:少数)?(?:民族)?|民族|各族|族)乡$`, 'u')
const ETHNIC_COUNTY = new RegExp(`^(.+?)(?:${PEOPLE}+|各族|族)?自治(县|旗|州)$`, 'u')

/** Splits the name of a township: 漓东街道办事处 → 漓东 + street; 金花民族乡 → 金花 + rural; farms and zones keep their whole name. */
export function townshipName(name: string): TownshipName {
  const plain = plainPlace(name)
  const street = /^(.{1,}?)(?:街道办事处|街道办|街道|地区办事处|办事处)$/u.exec(plain)
  if (street?.[1] !== undefined) return { stem: street[1], kind: 'street' }
  const ethnic = ETHNIC_TOWNSHIP.exec(plain)
  if (ethnic?.[1] !== undefined) return { stem: ethnic[1], kind: 'rural' }
  if (plain.length > 1 && plain.endsWith('镇')) return { stem: plain.slice(0, -1), kind: 'town' }
  if (plain.length > 1 && plain.endsWith('乡')) return { stem: plain.slice(0, -1), kind: 'rural' }
  return { stem: plain, kind: 'other' }
}

/** All writings under which an address may name the township in full; the list's own first. */
export function townshipWritings(name: string): string[] {
  const plain = plainPlace(name)
  const { stem, kind } = townshipName(name)
  const more: string[] = []
  if (kind === 'street') {
    more.push(`${stem}街道办事处`, `${stem}街道`, `${stem}办事处`, `${stem}街道办`)
    if (stem.length > 1) more.push(`${stem}街办`)
  }
  if (kind === 'rural') more.push(`${stem}乡`, `${stem}民族乡`)
  return [...new Set([plain, ...more])]
}

export type VillageKind = 'village' | 'community' | 'other'

export interface VillageName {
  stem: string
  kind: VillageKind
}

const COMMUNITY = /(?:社区居民委员会|社区居民委会|社区居委会|社区居委|居民委员会|居民委会|居委会|居委|社区)$/u
const VILLAGE =
  /(?:村民委员会|村民委会|村民委|村委会|村委|行政村|嘎查村民委员会|嘎查委员会|嘎查委会|嘎查|牧委会|村)$/u

/** Splits the name of a village or community: 柴家门村民委员会 → 柴家门 + village; 南关社区居委会 → 南关 + community. */
export function villageName(name: string): VillageName {
  const plain = plainPlace(name)
  const community = COMMUNITY.exec(plain)
  if (community && community.index > 0)
    return { stem: dropVillage(plain.slice(0, community.index)), kind: 'community' }
  const village = VILLAGE.exec(plain)
  if (village && village.index > 0)
    return { stem: dropVillage(plain.slice(0, village.index)), kind: 'village' }
  return { stem: plain, kind: 'other' }
}

/** 大庄村 in 大庄村村民委员会 is 大庄; 东村 in 东村村委会 is the name itself. */
function dropVillage(stem: string): string {
  return stem.length > 2 && stem.endsWith('村') ? stem.slice(0, -1) : stem
}

/** Full writings of a county's or prefecture's name: 三江侗族自治县 → also 三江县, 三江自治县; 会宁县 has only its own. */
export function regionWritings(name: string): string[] {
  const plain = plainPlace(name)
  const ethnic = ETHNIC_COUNTY.exec(plain)
  if (ethnic?.[1] === undefined || ethnic[2] === undefined) return [plain]
  return [plain, `${ethnic[1]}${ethnic[2]}`, `${ethnic[1]}自治${ethnic[2]}`]
}

const PROVINCE_SHORT = new Map([
  ['内蒙古自治区', '内蒙古'],
  ['广西壮族自治区', '广西'],
  ['西藏自治区', '西藏'],
  ['宁夏回族自治区', '宁夏'],
  ['新疆维吾尔自治区', '新疆'],
])

/** The bare name: 会宁 of 会宁县, 三江 of 三江侗族自治县, 新疆 of 新疆维吾尔自治区; a name of one sign keeps its ending. */
export function regionStem(name: string): string {
  const plain = plainPlace(name)
  const province = PROVINCE_SHORT.get(plain)
  if (province !== undefined) return province
  const ethnic = ETHNIC_COUNTY.exec(plain)
  if (ethnic?.[1] !== undefined) return ethnic[1]
  const special = /^(神农架|六枝|浦东|滨海|沈北)(?:林区|特区|新区)$/u.exec(plain)
  if (special?.[1] !== undefined) return special[1]
  const ended = /^(.{2,}?)(?:地区|[省市县区旗盟州])$/u.exec(plain)
  return ended?.[1] ?? plain
}
