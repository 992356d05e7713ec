/* oxlint-disable no-extend-native, unicorn/no-array-sort, unicorn/no-array-reverse -- this is what stands in for them */
/**
 * Chromium 100 to 109 are still sold with office machines and lack two methods of arrays that the pages use. They are
 * added here, before anything else runs; what else is missing below 100 is told by public/floor.js.
 */
function add(
  name: string,
  method: (this: unknown[], compare?: (a: unknown, b: unknown) => number) => unknown[],
) {
  if (!(name in Array.prototype)) {
    Object.defineProperty(Array.prototype, name, { value: method, configurable: true, writable: true })
  }
}

add('toSorted', function toSorted(compare) {
  return [...this].sort(compare)
})
add('toReversed', function toReversed() {
  return [...this].reverse()
})
