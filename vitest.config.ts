import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'server/**/*.test.ts',
      'sdk/**/*.test.ts',
      'console/**/*.test.ts',
      'shop/**/*.test.ts',
    ],
    globalSetup: 'server/test/global-setup.ts',
    setupFiles: 'server/test/guard-statements.ts',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
