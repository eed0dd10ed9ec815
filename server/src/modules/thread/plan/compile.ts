import type { Properties } from '../contract.ts'
import { isObject } from '../json.ts'
import type { EventSchema, FieldRule, PropertyRule, ValueType, Violation } from './contract.ts'

/** Says where properties are otherwise than planned; nothing when all is well. */
export type Check = (properties: Properties) => readonly Violation[] | undefined

/** An event that is wrong throughout needs no longer list than this. */
const mostViolations = 20
/** A longer text is not matched: it is no number of an article, and the door does not wait. */
const longestText = 1000

type Report = (path: string, rule: Violation['rule']) => void
type CheckField = (value: unknown, report: Report, path: string) => void
type CheckObject = (given: Properties, report: Report, within: string) => void

/** Compiles a schema once, so that an event costs a look at each planned property and nothing else. */
export function compile({ properties, closed }: EventSchema): Check {
  const check = objectCheck(properties, propertyCheck)
  const planned = new Set(Object.keys(properties))
  return (given) => {
    let found: Violation[] | undefined
    const report: Report = (path, rule) => {
      found ??= []
      if (found.length < mostViolations) found.push({ path, rule })
    }
    check(given, report, '')
    if (closed) others(given, planned, report)
    return found
  }
}

function objectCheck<Rule extends FieldRule>(
  rules: Readonly<Record<string, Rule>>,
  compileField: (rule: Rule) => CheckField,
): CheckObject {
  const fields = Object.entries(rules).map(([name, rule]) => ({
    ...{ name, required: rule.required, check: compileField(rule) },
  }))
  return (given, report, within) => {
    for (const { name, required, check } of fields) {
      const value = given[name]
      if (value !== undefined && value !== null) check(value, report, within + name)
      else if (required) report(within + name, 'missing')
    }
  }
}

function others(given: Properties, planned: ReadonlySet<string>, report: Report): void {
  for (const name in given) if (!planned.has(name)) report(name.slice(0, 100), 'unplanned')
}

function propertyCheck({ items, ...rule }: PropertyRule): CheckField {
  const own = fieldCheck(rule)
  if (!items) return own
  const checkItem = objectCheck(items, fieldCheck)
  return (value, report, path) => {
    own(value, report, path)
    if (!Array.isArray(value)) return
    const once = eachOnce(report)
    for (const item of value) {
      if (isObject(item)) checkItem(item, once, `${path}[].`)
      else once(`${path}[]`, 'type')
    }
  }
}

/** Each fault is told once, however many lines of a cart have it. */
function eachOnce(report: Report): Report {
  const told = new Set<string>()
  return (path, rule) => {
    const key = `${path} ${rule}`
    if (told.has(key)) return
    told.add(key)
    report(path, rule)
  }
}

function fieldCheck({ type, choices, pattern }: FieldRule): CheckField {
  const isOf = types[type]
  const allowed = choices && choices.length > 0 ? new Set<unknown>(choices) : undefined
  const shape = pattern ? new RegExp(pattern, 'u') : undefined
  return (value, report, path) => {
    if (!isOf(value)) return report(path, 'type')
    if (allowed && !allowed.has(value)) report(path, 'choices')
    if (shape && typeof value === 'string' && !(value.length <= longestText && shape.test(value))) {
      report(path, 'pattern')
    }
  }
}

const types: Record<ValueType, (value: unknown) => boolean> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && isDate(value),
  object: isObject,
  array: Array.isArray,
}

const isDate = (text: string) =>
  /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(text) && !Number.isNaN(Date.parse(text))

/** For logs and lists: `price: type, products[].sku: missing`. */
export const violationText = (violations: readonly Violation[]) =>
  violations.map(({ path, rule }) => `${path}: ${rule}`).join(', ')
