const mostMeant = 6

/** As a French ear hears it, roughly: Sofie is Sophie, Lefevre nearly Lefebvre, Dupond is Dupont. */
function soundOf(word: string): string {
  const heard = word
    .replace(/ph/g, 'f')
    .replace(/e?au/g, 'o')
    .replace(/[ae]i/g, 'e')
    .replace(/y/g, 'i')
    .replace(/ck|qu?|c(?![eihy])/g, 'k')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/(?<!c)h/g, '')
    .replace(/(.)\1+/g, '$1')
  const voiced = heard.replace(/[estxd]+$/, '')
  return voiced.length > 2 ? voiced : heard
}

/**
 * What a word has in common with its like: its letters, those with each one left out, and how it
 * sounds. Two words that differ by one slip, or sound the same, share one of these.
 */
export function tracesOf(word: string): string[] {
  const traces = [`~${soundOf(word)}`, word]
  if (word.length < 4) return traces
  const shorter = [...word].map((_, place) => word.slice(0, place) + word.slice(place + 1))
  return [...new Set([...traces, ...shorter])]
}

/** The known words that somebody may have meant by one, the likeliest first. */
export function meantAmong(word: string, known: readonly string[]): string[] {
  return known
    .map((other) => ({ other, distance: unlikeness(word, other) }))
    .filter(({ distance }) => distance <= (word.length < 5 ? 1 : 2))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, mostMeant)
    .map(({ other }) => other)
}

/** What sounds the same is as near as what is written nearly the same. */
function unlikeness(one: string, other: string): number {
  return Math.min(distance(one, other), distance(soundOf(one), soundOf(other)) + 0.5)
}

/** How many letters were missed, added, mistaken or exchanged with their neighbour. */
export function distance(one: string, other: string): number {
  let older: number[] = []
  let before = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row[j] = Math.min(
        (before[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (before[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (older[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    older = before
    before = row
  }
  return before[other.length] ?? 0
}
