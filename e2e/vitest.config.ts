import { defineConfig } from 'vitest/config'

/**
 * The stories: the built product, started as a person starts it, in a process and with a database of
 * its own, in front of a real browser, real client libraries and real signals. `npm test` builds first.
 */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
  },
})
