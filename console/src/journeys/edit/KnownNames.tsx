import { knownProperties, knownTraits } from '../../audiences/knownEvents.ts'

/** What fields offer while one types. */
export function KnownNames() {
  return (
    <>
      <datalist id="known-properties">
        {knownProperties.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="known-traits">
        {knownTraits.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
