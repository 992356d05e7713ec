import { useRouter } from '@tanstack/react-router'
import type { CSSProperties, MouseEvent, ReactNode } from 'react'

/** Gives a function that goes to an address of this product, filters and all. */
export function useGo(): (to: string) => void {
  const router = useRouter()
  return (to) => router.history.push(to)
}

interface GoProps {
  /** An address of this product, such as /bodies/…?day=2023-03-20. */
  to: string
  children: ReactNode
  className?: string
  style?: CSSProperties
  title?: string
}

/** A link within the product; opens in a new tab as any link does. */
export function Go(props: GoProps) {
  const go = useGo()
  const { to, children, ...rest } = props
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  )
}
