/** A merge that stands, as far as it says who came to whom. */
export interface Joint {
  readonly id: string
  readonly kept: string
  readonly absorbed: string
  readonly eventId: string
  readonly forced: boolean
}

/** An id and all that lead to it by these merges: each id was absorbed once at most. */
export function branchOf(root: string, merges: readonly Joint[]): string[] {
  const branch = [root]
  for (const id of branch) {
    for (const { kept, absorbed } of merges) if (kept === id) branch.push(absorbed)
  }
  return branch
}
