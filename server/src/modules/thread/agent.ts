import Bowser from 'bowser'
import { isbot } from 'isbot'

/** What a user agent tells, coarsely: enough for figures and audiences, too little to tell people apart. */
export interface Agent {
  /** `Chrome`, `Safari`, `Firefox` … */
  readonly browser?: string
  /** `iOS`, `Android`, `Windows`, `macOS`, `Linux` … */
  readonly os?: string
  /** `desktop`, `mobile`, `tablet`, `tv`. */
  readonly device?: string
  /** A program, not a person. Its events are kept, so that whoever counts may leave them out. */
  readonly bot?: true
}

/** Longer ones are made up; reading them would only cost time. */
const longest = 512
/** A shop's visitors have some thousand different ones a day, and few of these are most. */
const remembered = 5000

const known = new Map<string, Agent>()

/** Reads a user agent. Reading takes 100 µs and the same ones come again: the last thousands are known. */
export function agentOf(userAgent: string): Agent {
  const text = userAgent.slice(0, longest)
  const found = known.get(text)
  if (found) return found
  const agent = read(text)
  if (known.size >= remembered) forgetOlderHalf()
  known.set(text, agent)
  return agent
}

function read(text: string): Agent {
  const bot = isbot(text) && { bot: true as const }
  const { browser, os, platform } = Bowser.parse(text)
  const device = platform.type === 'bot' ? undefined : platform.type
  return {
    ...(browser.name && { browser: browser.name }),
    ...(os.name && { os: os.name }),
    ...(device && { device }),
    ...bot,
  }
}

/** Those that came first go; of them, the frequent ones are back with their next event. */
function forgetOlderHalf(): void {
  let left = remembered >> 1
  for (const text of known.keys()) {
    if (left-- === 0) return
    known.delete(text)
  }
}
