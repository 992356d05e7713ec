import { guidanceRegisters } from '../guidance/registers.ts'
import type { Register } from '../kernel/register.ts'
import { member } from '../membership/member.ts'
import { villageDebt } from '../regions/village-debt.ts'
import { villageHouseholds } from '../regions/village-households.ts'
import { villageIncome } from '../regions/village-income.ts'
import { registryRegisters } from '../registry/registers.ts'

/** Every register of the product. A new one is added to the list of its module and appears here. */
export const registers: readonly Register[] = [
  ...registryRegisters,
  member,
  ...guidanceRegisters,
  villageIncome,
  villageDebt,
  villageHouseholds,
]

/** The register of that id or command-line alias. */
export function findRegister(id: string): Register | undefined {
  return registers.find((one) => one.id === id || one.alias.includes(id))
}
