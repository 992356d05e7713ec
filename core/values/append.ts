/** Adds all of `more` at the end of `all`. A spread would put each of them on the stack, which holds some hundred thousand. */
export function append<T>(all: T[], more: Iterable<T>): void {
  for (const one of more) all.push(one)
}
