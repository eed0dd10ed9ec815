import { runCommandLine } from './cli/run.ts'

/** The command line. `npm start` is `start`; see cli/commands.ts for the others. */
process.exitCode = await runCommandLine(process.argv.slice(2))
