import { lawStories } from './law-stories.ts'
import { planStories } from './plan-stories.ts'
import { standingStories } from './standing-stories.ts'
import type { Story } from './story.ts'

/** Everything that the county has to tell, in the order of the law, the plans and the lists. */
export const stories: readonly Story[] = [...lawStories, ...planStories, ...standingStories]

/** The story of that id. */
export function storyOf(id: string | null): Story | null {
  return stories.find((one) => one.id === id) ?? null
}
