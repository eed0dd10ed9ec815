import { type Step, waysOf } from '../step-contract.ts'

/** Which steps somebody may come to, and those that some way leads back to. */
export function explore(byId: ReadonlyMap<string, Step>, first: string) {
  const reached = new Set<string>()
  const loops = new Set<string>()
  const visit = (id: string, way: ReadonlySet<string>) => {
    if (way.has(id)) return void loops.add(id)
    const step = byId.get(id)
    if (!step || reached.has(id)) return
    reached.add(id)
    const here = new Set([...way, id])
    for (const { to } of waysOf(step)) visit(to, here)
  }
  visit(first, new Set())
  return { reached, loops }
}
