import { type Area, areaFrom } from '#core/regions/area.ts'
import { addDays } from '#core/values/day.ts'

/** The fictional province, city and county; the prefix 99 is assigned to no province. */
export const PROVINCE = { code: '99', name: '虚构省' } as const
export const CITY = { code: '9901', name: '望禾市' } as const
export const COUNTY = { code: '990101', name: '禾丰县' } as const
/** The county next door: rows that belong there have to be refused here. */
export const NEIGHBOUR = { code: '990102', name: '粟川县' } as const

interface TownshipPlan {
  code: string
  name: string
  /** The name before a change of status (乡改镇、镇改街道), and the last day on which it stood. */
  former?: { name: string; until: string }
  /** Communities first; each name followed by `=old,old@day` is a village that took others in on that day. */
  villages: string
}

const TOWNSHIPS: readonly TownshipPlan[] = [
  {
    code: '990101001',
    name: '望禾街道',
    former: { name: '城关镇', until: '2016-08-31' },
    villages: '北关社区 南关社区 东街社区 西街社区 禾苑社区 城郊村 菜园村 河西村',
  },
  {
    code: '990101002',
    name: '塔前街道',
    villages: '塔前社区 新市社区 文苑社区 车站社区 塔下村 砖窑村 南滩村 果园村',
  },
  {
    code: '990101101',
    name: '麦川镇',
    villages:
      '麦川社区 王家沟村 上川村 下川村 麦垛村 石桥村 刘家坪村 东坡村 西坡村 双井村 马家营村 大柳树村 红土坡村 新民村',
  },
  {
    code: '990101102',
    name: '粟坪镇',
    former: { name: '粟坪乡', until: '2015-06-30' },
    villages:
      '粟坪村 上粟村 下粟村 陈家岭村 青石崖村 赵家庄村 水磨村 杨树沟村 槐花村 高崖村 双坪村=上坪村,下坪村@2019-10-01 金豆村',
  },
  {
    code: '990101103',
    name: '云水坪镇',
    former: { name: '云水坪乡', until: '2018-11-30' },
    villages:
      '云水村 坪头村 坪尾村 老潭村 竹园村 茶园村 岭脚村 泉沟村 何家湾村 孙家坝村 新云村 三合村=前合村,中合村,后合村@2020-05-01',
  },
  {
    code: '990101104',
    name: '豆溪镇',
    villages:
      '豆溪社区 张家湾村 溪口村 溪源村 油坊村 豆腐坊村 周家桥村 板桥村 铁匠铺村 吴家塘村 荷塘村 莲花村 鱼池村',
  },
  {
    code: '990101105',
    name: '桑榆镇',
    villages:
      '桑园村 榆树村 石鼓村 鼓楼村 养蚕村 郑家寨村 柳林村 冯家河村 沙河村 官道村 桥北村 桥南村 石梁村',
  },
  {
    code: '990101106',
    name: '枣林川镇',
    villages:
      '枣林村 枣园村 川口村 川底村 红枣村 曹家窑村 魏家坡村 黄土湾村 向阳村 丰产村=东丰村,西丰村@2019-10-01 河西村',
  },
  {
    code: '990101200',
    name: '荞麦岭乡',
    villages: '荞麦村 岭上村 岭下村 王家沟村 羊圈沟村 牛头山村 风口村 松树湾村 白杨村 东岭村',
  },
  {
    code: '990101201',
    name: '白鹭洲乡',
    villages: '白鹭村 洲头村 洲尾村 渔光村 芦苇荡村 渡口村 沙洲村 秦家圩村 新圩村',
  },
  {
    code: '990101202',
    name: '梨树湾乡',
    villages: '梨花村 湾里村 湾外村 张家湾村 许家坳村 雪梨村 韩家畈村 清泉村 半山村 蒋家冲村',
  },
  {
    code: '990101203',
    name: '榆钱沟乡',
    villages: '榆钱村 沟口村 沟脑村 沈家梁村 大塬村 小塬村 苜蓿村 野鸡岭村',
  },
]

const NEIGHBOURS: readonly TownshipPlan[] = [
  { code: '990102100', name: '谷场镇', villages: '谷场村 晒谷村 石碾村' },
  { code: '990102200', name: '稻坞乡', villages: '稻坞村 秧田村' },
]

/** A township that was divided in 2011: its villages went to two others, so its name alone decides nothing. */
const DIVIDED = {
  code: '990101204',
  name: '石鼓梁乡',
  to: '2011-07-01',
  villages: ['石鼓村', '石梁村', '鼓楼村', '红枣村'],
}

/** Where the villages of the divided township lie today. */
const HEIRS: Readonly<Record<string, string>> = {
  石鼓村: '990101105',
  石梁村: '990101105',
  鼓楼村: '990101105',
  红枣村: '990101106',
}

/** The fictional county with all above and below it: standing and former areas, in order of code. */
export const exampleAreas: readonly Area[] = [
  area(PROVINCE.code, PROVINCE.name),
  area(CITY.code, CITY.name),
  area(COUNTY.code, COUNTY.name),
  ...TOWNSHIPS.flatMap(townshipAreas),
  ...dividedAreas(),
].toSorted((a, b) => (a.code < b.code ? -1 : 1))

/** The county next door, thin: two townships with their villages. */
export const neighbourAreas: readonly Area[] = [
  area(NEIGHBOUR.code, NEIGHBOUR.name),
  ...NEIGHBOURS.flatMap(townshipAreas),
].toSorted((a, b) => (a.code < b.code ? -1 : 1))

/** The twelve townships that stand today. */
export const exampleTownships: readonly Area[] = exampleAreas.filter(
  (one) => one.level === 'township' && one.to === undefined,
)

/** The villages that stand today in a township, communities (社区) among them. */
export function villagesOf(township: string): readonly Area[] {
  return exampleAreas.filter((one) => one.parent === township && one.to === undefined)
}

/** The divided township and where each of its villages went: name of the village → code of its township today. */
export const dividedTownship = { name: DIVIDED.name, heirs: HEIRS } as const

function townshipAreas(plan: TownshipPlan): Area[] {
  const { former } = plan
  const township = former
    ? { ...area(plan.code, plan.name), from: addDays(former.until, 1), formerNames: [former] }
    : area(plan.code, plan.name)
  let community = 0
  let village = 199
  const villages = plan.villages.split(' ').map((words) => {
    const number = words.endsWith('社区') ? (community += 1) : (village += 1)
    return villageArea(plan.code + String(number).padStart(3, '0'), words)
  })
  return [township, ...villages]
}

/** `双坪村=上坪村,下坪村@2019-10-01`: the village, those that it took in, and since when. */
function villageArea(code: string, words: string): Area {
  const [name = '', merged] = words.split('=')
  if (merged === undefined) return area(code, name)
  const [names = '', from = ''] = merged.split('@')
  const until = addDays(from, -1)
  return { ...area(code, name), from, formerNames: names.split(',').map((old) => ({ name: old, until })) }
}

function dividedAreas(): Area[] {
  const { code, name, to, villages } = DIVIDED
  return [
    { ...area(code, name), to },
    ...villages.map((village, index) => ({ ...area(code + String(200 + index), village), to })),
  ]
}

function area(code: string, name: string): Area {
  const made = areaFrom(code, name)
  if (made === undefined) throw new Error(`${code} is no area code`)
  return made
}
