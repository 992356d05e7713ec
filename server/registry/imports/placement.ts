import type { Match } from '#core/regions/match-address.ts'
import { noted } from '#core/values/problem.ts'
import type { Finder } from '#server/regions/finder.ts'
import type { PlaceFinder, Placement, PlaceRequest } from './place.ts'

/** Finds the place of a body by its address; where the sheet has columns for township and village, by these too. */
export function placeFinder(finder: Finder): PlaceFinder {
  return (request) => {
    const columns = [...request.above, request.township, request.village].join('')
    const address = request.address === '' ? columns : request.address
    const first = finder.find({ ...wordsOf(request), address })
    if (first.state === 'resolved' || request.township === '' || request.address === '')
      return toPlacement(first, address)
    const second = finder.find({ ...wordsOf(request), address: columns })
    return second.state === 'resolved' ? toPlacement(second, columns) : toPlacement(first, address)
  }
}

function wordsOf({ name, creditCode, above }: PlaceRequest) {
  return { name, creditCode, above }
}

function toPlacement(match: Match, address: string): Placement {
  const remarks = match.notes.map((says) => noted('address-read', says))
  if (match.state === 'resolved') return { area: match.area, ground: match.ground, remarks, question: null }
  const { question, candidates, keys } = match
  return {
    area: match.county ?? '00',
    ground: '',
    remarks,
    question: { address, question, candidates, keys },
  }
}
