import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'

/** Something a person can mend, said in one line. */
export class Trouble extends Error {}

/** Runs a command to its end, quietly: what it printed is handed back, and shown only if it failed. */
export function run(command, args, { cwd, env = process.env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const plain = { ...env, NO_COLOR: '1', FORCE_COLOR: undefined }
    const child = spawn(command, args, {
      cwd,
      env: plain,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs a command in the foreground and gives its exit code. A signal that only we got is passed on;
 * the terminal's Ctrl-C reaches the child by itself, which is why it must bear a second one.
 */
export function handOver(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => child.kill(signal))
    }
    const watch = watchNpm(() => child.kill('SIGTERM'))
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

/** The PATH of a tool: the pinned Node before the machine's, then the tools of node_modules. */
export function toolPath(node) {
  return [dirname(node), join(process.cwd(), 'node_modules/.bin'), process.env.PATH].join(':')
}

/** Seconds since a moment, for people. */
export function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/**
 * A signal for npm alone may end npm (or the shell that it runs scripts in) without reaching us. Where
 * npm started us, its end is therefore the wish to stop.
 */
function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return undefined
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch) // said once: who is asked twice may stop less gently
    gone()
  }, 250)
  return watch
}
