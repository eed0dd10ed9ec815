import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * The command line. `npm start` is `start`; see cli/commands.ts for the others. Node keeps what it
 * compiled, which makes a warm start twice as fast; only what is imported after this line profits.
 */
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/node-compile'))
const { runCommandLine } = await import('./cli/run.ts')
const code = await runCommandLine(process.argv.slice(2))
// A command that found something wrong has said so itself.
if (code !== 0) process.exitCode = code
