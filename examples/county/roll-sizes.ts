/** Members of the four cooperatives that keep a roll, in order. */
export const ROLL_SIZES = [120, 186, 240, 300] as const
