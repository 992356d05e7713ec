import type { AnyRouter } from '@tanstack/react-router'

/** A place in the history: where it stands, how far the page was scrolled when it was left. */
type Place = { key: string | undefined; index: number; path: string }

const placeOf = (location: AnyRouter['latestLocation']): Place => ({
  key: location.state.__TSR_key,
  index: location.state.__TSR_index,
  path: location.pathname,
})

/**
 * Where the page stands after a step in the history, in pixels from its top; undefined leaves it where it is: a filter that
 * changes the address in place does not throw the reader back.
 */
export function landsAt(
  from: Place | undefined,
  to: Place,
  left: ReadonlyMap<string, number>,
): number | undefined {
  if (from !== undefined && from.index === to.index && from.path === to.path) return undefined
  return left.get(to.key ?? '') ?? 0
}

/**
 * A new page begins at its top, the page gone back to stands where it was left. Only the page itself: the router's own way sets
 * back everything that scrolls, and a menu that is scrolled on while a page is loading would jump away under the finger.
 */
export function keepScroll(router: AnyRouter): void {
  const left = new Map<string, number>()
  router.subscribe('onBeforeLoad', ({ fromLocation }) => {
    const key = fromLocation?.state.__TSR_key
    if (key !== undefined) left.set(key, window.scrollY)
  })
  router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
    const top = landsAt(fromLocation && placeOf(fromLocation), placeOf(toLocation), left)
    if (top !== undefined) window.scrollTo({ top })
  })
}
