import { useState } from 'react'

/** Photographs as pictures; what is no picture (a PDF, a sheet) stays a link. */
export function GrantPhotos(props: { files: readonly string[]; label: string }) {
  return (
    <span className="grant-photos">
      {props.files.map((id, at) => (
        <Photo key={id} id={id} label={`${props.label} ${at + 1}`} />
      ))}
    </span>
  )
}

function Photo(props: { id: string; label: string }) {
  const [broken, setBroken] = useState(false)
  const address = `/api/files/${props.id}`
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {broken ? (
        props.label
      ) : (
        // At once: paper is printed before anybody has scrolled down to it.
        <img src={address} alt={props.label} onError={() => setBroken(true)} />
      )}
    </a>
  )
}
