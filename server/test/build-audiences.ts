import type { Loop } from '../src/kernel/loops.ts'

/** Builds whatever audiences there are to build, as the running product does behind what draws them. */
export async function buildAudiences(loops: readonly Loop[]): Promise<void> {
  const loop = loops.find(({ name }) => name === 'audiences/building')
  while (await loop?.run());
}
