/** Common family names; with the given names below they make names that belong to nobody in particular. */
export const FAMILY_NAMES = [
  ...Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'),
  '欧阳',
  '上官',
]

/** Given names out of fields and seasons, so that everyone sees that the people are invented. */
export const GIVEN_NAMES = [
  '春耕 夏耘 秋收 冬藏 守田 望田 满仓 有粮 丰年 顺禾 玉穗 金穗 银穗 青禾 嘉穗 瑞禾 巧谷 桂粟',
  '兰稷 菊豆 荷香 稻香 麦香 梅岭 松岭 柏川 槐川 榆川 柳川 杏林 桃林 梨园 枣生 桑生 茂田 沃田',
  '广田 耕野 牧野 溪石 山泉 粟生 禾生 麦生 豆生 菽水 稼穑 垄上 畦边',
].flatMap((line) => line.split(' '))

/** Given names of one sign: offices write them with a wide space between (张 禾). */
export const SHORT_GIVEN_NAMES = [
  '禾',
  '穗',
  '粟',
  '麦',
  '稻',
  '菽',
  '稷',
  '黍',
  '畦',
  '垄',
  '秧',
  '耘',
] as const

/** Signs outside the usual fonts and code pages; the last three lie beyond the first 65,536 of Unicode. */
export const RARE_SIGNS = ['㛃', '䶮', '㙦', '堃', '犇', '𬭎', '𬱖', '𠅤'] as const

/** Names with a dot between their parts, and one long one. */
export const DOTTED_NAMES = [
  '娜仁·其木格',
  '阿依古丽·买买提',
  '扎西·达瓦',
  '巴图·苏和',
  '古丽巴哈尔·阿布都热合曼',
] as const

export const BRAND_FIRST = Array.from(
  '兴丰瑞金绿鑫顺福祥惠康富盛源民众合同春秋晨旭云泽润沃禾穗田野山川泉溪松柏',
)

export const BRAND_SECOND = Array.from(
  '达旺盛源泰隆昌发裕丰农田野园穗禾谷粮牧林果鲜香绿青诚信和联创益康乐安兴荣',
)

export interface Trade {
  /** As it stands in the name of a cooperative. */
  name: string
  /** 业务范围 as the licence prints it. */
  business: string
  /** What the survey calls idle: 圈舍, 大棚 … */
  plant: string
}

export const TRADES: readonly Trade[] = [
  trade('肉牛养殖', '肉牛', '牛舍'),
  trade('生猪养殖', '生猪', '猪舍'),
  trade('肉羊养殖', '肉羊', '羊舍'),
  trade('蛋鸡养殖', '禽蛋', '鸡舍'),
  trade('林下养蜂', '蜂产品', '蜂场'),
  trade('水产养殖', '水产品', '鱼塘'),
  grown('苹果种植', '苹果'),
  grown('雪梨种植', '雪梨'),
  grown('红枣种植', '红枣'),
  grown('蔬菜种植', '蔬菜'),
  grown('食用菌种植', '食用菌'),
  grown('小杂粮种植', '小杂粮'),
  grown('马铃薯种植', '马铃薯'),
  grown('中药材种植', '中药材'),
  grown('黄花菜种植', '黄花菜'),
  grown('蚕桑', '蚕茧'),
  grown('茶叶', '茶叶'),
  grown('苗木花卉', '苗木、花卉'),
  {
    name: '种养殖',
    business: '农作物种植；畜禽养殖（依法须经批准的项目，经相关部门批准后方可开展经营活动）***',
    plant: '圈舍',
  },
  {
    name: '农机服务',
    business: '为成员提供农机作业、维修服务；组织采购成员所需农机具及零配件',
    plant: '机库',
  },
  {
    name: '植保服务',
    business: '为成员及周边农户提供病虫害统防统治服务；农药（不含危险化学品）、药械购买',
    plant: '仓库',
  },
]

function trade(name: string, product: string, plant: string): Trade {
  const business = `${product}的养殖、销售；组织收购、销售成员养殖的产品；为成员提供饲料购买及技术、信息服务`
  return { name, business, plant }
}

function grown(name: string, product: string): Trade {
  const business = `组织收购、销售成员种植的${product}；为成员提供种苗、农资购买及与农业经营有关的技术、信息服务`
  return { name, business, plant: '库房' }
}
