import type { Test } from './condition-contract.ts'
import type { JourneyFlaw } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { explore } from './engine/graph.ts'
import { conditionsOf } from './engine/plan.ts'
import { parse } from './engine/templates.ts'
import { type Step, waysOf } from './step-contract.ts'

/** Where the console shows what concerns the journey as a whole. */
export const atEntry = '@entry'

/** Codes; the console has the texts. */
export const flaw = (code: string, step: string): JourneyFlaw => ({ code, step, blocks: true })
/** What is worth knowing, and may be meant. */
export const doubt = (code: string, step: string): JourneyFlaw => ({ code, step, blocks: false })

/** What is wrong with a definition by itself: its graph, its steps, its rules. */
export function flawsOf(definition: Definition): JourneyFlaw[] {
  const { first, steps } = definition
  const byId = new Map(steps.map((step) => [step.id, step]))
  const named = steps.flatMap((step) => waysOf(step).map(({ to }) => to))
  const unknown = [first, ...named].filter((id) => !byId.has(id))
  const doubled = steps.filter(({ id }, at) => steps.findIndex((other) => other.id === id) !== at)
  const { reached, loops } = explore(byId, first)
  const lonely = steps.filter(({ id }) => !reached.has(id))
  return [
    ...[...new Set(unknown)].map((id) => flaw('unknown-step', id)),
    ...[...new Set(doubled.map(({ id }) => id))].map((id) => flaw('doubled-step', id)),
    // Each step is taken once in a run, so a way back leads to the end.
    ...[...loops].map((id) => doubt('cycle', id)),
    ...lonely.map(({ id }) => flaw('unreachable', id)),
    ...steps.flatMap((step) => flawsAt(step, byId).map((code) => flaw(code, step.id))),
    ...rulesOf(definition).map((code) => flaw(code, atEntry)),
  ]
}

function flawsAt(step: Step, byId: ReadonlyMap<string, Step>): string[] {
  const names = waysOf(step).map(({ name }) => name)
  return [
    ...(new Set(names).size < names.length ? ['doubled-way'] : []),
    ...(testsOf(step).some(({ all, any }) => all.length + any.length === 0)
      ? ['no-condition']
      : []),
    ...(templatesOf(step).every(isTemplate) ? [] : ['bad-template']),
    ...(conditionsOf(step).some(
      (one) => one.of === 'answer' && byId.get(one.step)?.kind !== 'webhook',
    )
      ? ['no-answer-there']
      : []),
    ...lacksOf(step),
  ]
}

/** What a step of this kind needs besides. */
function lacksOf(step: Step): string[] {
  switch (step.kind) {
    case 'until-time':
      return step.defaultZone === undefined || isZone(step.defaultZone) ? [] : ['unknown-zone']
    case 'award':
      if (step.award === 'points') return step.points === undefined ? ['no-points'] : []
      return step.promotion ? [] : ['no-promotion']
    default:
      return []
  }
}

function testsOf(step: Step): Test[] {
  if (step.kind === 'condition') return [step]
  return step.kind === 'branch' ? step.branches : []
}

function templatesOf(step: Step): string[] {
  switch (step.kind) {
    case 'update':
      return Object.values(step.traits).filter((value) => typeof value === 'string')
    case 'until-date':
      return step.dates.flatMap((one) => (one.of === 'template' ? [one.template] : []))
    case 'webhook':
      return step.body === undefined ? [] : [step.body]
    case 'task':
      return [step.text]
    default:
      return []
  }
}

function isTemplate(text: string): boolean {
  try {
    return parse(text) !== undefined
  } catch {
    return false
  }
}

function rulesOf({ entry, reentry, reentrySeconds, repeatsWhileIn }: Definition): string[] {
  const zone = entry.kind === 'schedule' ? entry.zone : undefined
  return [
    ...(reentry === 'after-time' && reentrySeconds === undefined ? ['no-reentry-time'] : []),
    ...(repeatsWhileIn && entry.kind !== 'audience' ? ['repeats-without-audience'] : []),
    ...(zone === undefined || isZone(zone) ? [] : ['unknown-zone']),
  ]
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}
