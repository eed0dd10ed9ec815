import { Liquid, type Template } from 'liquidjs'
import type { Answer, Moment, Properties, Run } from './run.ts'

/**
 * Liquid as far as a step may go: no files, no prototypes, bounded time and memory. What is not there
 * is empty, since a step has nobody to ask.
 */
const liquid = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  parseLimit: 20_000,
  renderLimit: 200,
  memoryLimit: 2_000_000,
})

/** As JSON writes it: for the body of a call. */
liquid.registerFilter('json', (value: unknown) => JSON.stringify(value ?? null))
/** So much later or earlier: `{{ now | plus_seconds: 3600 }}`. */
liquid.registerFilter('plus_seconds', (value: unknown, seconds: unknown) => {
  const at = Date.parse(String(value)) + Number(seconds) * 1000
  return Number.isNaN(at) ? '' : new Date(at).toISOString()
})
// The engine has no clock: `now` is a variable, and in these filters the word `now` would read one.
for (const [name, filter] of Object.entries(liquid.filters)) {
  if (typeof filter !== 'function' || !/^date(_|$)/.test(name)) continue
  liquid.registerFilter(name, function (value: unknown, ...rest: unknown[]) {
    if (value === 'now' || value === 'today') throw new TypeError('write now without quotes')
    return filter.call(this, value, ...rest)
  })
}

interface Scope {
  readonly event: Properties
  readonly traits: Properties
  readonly answers: Readonly<Record<string, Answer>>
  readonly key: string
  readonly now: string
}

export const scopeOf = (run: Run, { traits, now }: Moment): Scope => ({
  event: run.snapshot,
  traits,
  answers: run.memory.answers ?? {},
  key: run.key,
  now: now.toISOString(),
})

const parsed = new Map<string, Template[]>()
const mostParsed = 1_000

/** Parses a template, or throws what is wrong with it. */
export function parse(template: string): Template[] {
  const known = parsed.get(template)
  if (known) return known
  if (parsed.size >= mostParsed) parsed.clear()
  const fresh = liquid.parse(template)
  parsed.set(template, fresh)
  return fresh
}

/**
 * What a template says; empty where it cannot be said of this customer: what one event holds must not
 * keep the thread from being read.
 */
export const rendered = (template: string, scope: Scope): string =>
  String(said(() => liquid.renderSync(parse(template), scope)) ?? '')

const alone = /^\{\{-?\s*([^{}]+?)\s*-?\}\}$/

/** The same; a single expression keeps its kind, so that a number stays one. */
export function valueIn(template: string, scope: Scope): unknown {
  const expression = alone.exec(template.trim())?.[1]
  return expression === undefined
    ? rendered(template, scope)
    : said(() => liquid.evalValueSync(expression, scope))
}

function said(speak: () => unknown): unknown {
  try {
    return speak()
  } catch {
    return undefined
  }
}
