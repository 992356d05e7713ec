/**
 * A proxy in front that nobody named: what it says of where a request came from is not believed, so that all who come through it
 * count as one address. Seen by share, since any visitor can write the header once.
 */
const HOUR = 3_600_000
/** Fewer say nothing of how the house is reached. */
const LEAST = 20

interface Counted {
  hour: number
  all: number
  /** By the address that spoke for another. */
  spoken: Map<string, number>
}

/** Counts the requests of this hour and the one before; keeps nothing of who asked but addresses that spoke for others. */
export class ProxyWatch {
  private hours: Counted[] = []

  /** `spoke` is the address of the line where it brought word of another and is not named, else null. */
  note(spoke: string | null, at: number): void {
    const hour = Math.floor(at / HOUR)
    let last = this.hours.at(-1)
    if (last?.hour !== hour) {
      last = { hour, all: 0, spoken: new Map() }
      this.hours = [...this.hours.slice(-1), last]
    }
    last.all += 1
    // Whoever calls from many addresses is no proxy, and is not to fill the memory.
    if (spoke !== null && (last.spoken.has(spoke) || last.spoken.size < LEAST))
      last.spoken.set(spoke, (last.spoken.get(spoke) ?? 0) + 1)
  }

  /** The address through which more than half came, at least twenty, in this hour and the one before; null where none did. */
  unnamed(at: number): string | null {
    const since = Math.floor(at / HOUR) - 1
    const recent = this.hours.filter(({ hour }) => hour >= since)
    const all = recent.reduce((sum, one) => sum + one.all, 0)
    const addresses = new Set(recent.flatMap(({ spoken }) => [...spoken.keys()]))
    const counted = (address: string): number =>
      recent.reduce((sum, { spoken }) => sum + (spoken.get(address) ?? 0), 0)
    return [...addresses].find((address) => counted(address) >= LEAST && counted(address) * 2 > all) ?? null
  }
}
