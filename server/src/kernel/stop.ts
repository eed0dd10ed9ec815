/**
 * Waits for the signal to stop. A terminal's Ctrl-C reaches every process of the group, and npm and
 * our launcher pass theirs on, so the same wish may come more than once: the first counts. Whoever
 * insists two seconds later is obeyed at once.
 */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const heard = (signal: NodeJS.Signals) => {
      if (askedAt !== undefined && performance.now() - askedAt > 2000) process.exit(130)
      askedAt ??= performance.now()
      resolve(signal)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard)
  })
}
