/** A name that no other way of the step has: people's paths note which way they went by it. */
export function freshName(ways: readonly { name: string }[], first = 1): string {
  const taken = new Set(ways.map(({ name }) => name))
  for (let number = first; ; number++) if (!taken.has(String(number))) return String(number)
}
