/** 五有 over the wide table of facts, alias f: who counts, who has all five, whom nobody has checked. */

/** Of whom the rate is taken: cooperatives and federations in the roll that run normally (朔城 二(三)2). */
export const RUNNING = `(f.existing and f.body_kind in ('农民专业合作社', '农民专业合作社联合社') and f.operating_status = '正常')`

const FIVE = ['has_site', 'has_sign', 'has_rules', 'has_books', 'has_organisation']

/** All five, none of them unknown. */
export const HAS_FIVE = `coalesce(${FIVE.map((one) => `f.${one}`).join(' and ')}, false)`

/** Not one of the five is known: nobody has been there. */
export const UNCHECKED = `num_nonnulls(${FIVE.map((one) => `f.${one}`).join(', ')}) = 0`

/** The citation of the rate. */
export const FIVE_HAVES_CLAUSE = { document: 'shuocheng-2021', clause: '二(三)2' }
