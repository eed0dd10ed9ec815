import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { AuditLine } from '../../../server/src/modules/team/contract.ts'
import { english } from '../texts/en/all.ts'
import { formatsFor } from '../texts/formats.ts'
import { french } from '../texts/fr/all.ts'
import { translator } from '../texts/translator.ts'
import { plainSentence } from './auditWords.ts'

const sources = globSync('server/src/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
const code = sources.map((file) => readFileSync(file, 'utf8')).join('\n')

/** What the server writes down: `audit(work, actor, 'module/verbed', …)`. */
const written = [...code.matchAll(/\baudit\(\s*\w+,\s*[^']*?'([a-z]+\/[a-z-]+)'/g)].map(
  ([, action]) => action as string,
)

/** What it writes by way of a module's own helper, which puts the module before the deed. */
const deed = /\b(?:act|audited|auditing\(inWork\))\(\s*actor, (?:[\w.]+, )?'([a-z-]+)'/g
const listed = /\['[a-z]+', '([a-z-]+)', \w+\],/g
const helped = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  const [, module] = /`([a-z]+)\/\$\{action\}`/.exec(text) ?? /modules\/([a-z]+)\//.exec(file) ?? []
  return [deed, listed].flatMap((way) =>
    [...text.matchAll(way)].map(([, verbed]) => `${module}/${verbed}`),
  )
})
const actions = [...new Set([...written, ...helped])]

const line = (action: string, more: Partial<AuditLine> = {}): AuditLine => ({
  ...{ position: 7, at: '2026-11-22T08:00:00Z', action, object: 'journey:1', hash: '' },
  actor: { kind: 'person', id: '1', name: 'Odile' },
  details: {},
  ...more,
})

test('whatever the server writes into the audit is told in a sentence', () => {
  expect(actions.length).toBeGreaterThan(15)
  expect(actions.filter((action) => !(`did.${action}` in french.team))).toEqual([])
})

const place = { timeZone: 'Europe/Paris', currency: 'EUR' }
const say = (language: 'fr' | 'en', told: AuditLine, name?: string) =>
  plainSentence(
    {
      t: translator(language, language === 'fr' ? french : english),
      formats: formatsFor(language, place),
      nameOf: () => name,
    },
    told,
  )

test('a sentence names who did it and to what, while that has a name', () => {
  expect(say('fr', line('journeys/published'), 'Panier abandonné')).toBe(
    'Odile a publié le parcours «\u202fPanier abandonné\u202f»',
  )
  expect(say('en', line('journeys/published'))).toBe('Odile published a journey')
  const gone = { kind: 'person', id: '1', name: null }
  expect(say('en', line('team/signed-in', { actor: gone }))).toBe('Somebody who has left signed in')
  expect(say('en', line('new/thing'))).toBe('Odile: new/thing')
})

test('a sentence says codes in words', () => {
  const details = { purpose: 'marketing', channel: 'sms', decision: 'withdrawn' }
  expect(say('fr', line('consent/decided', { details }))).toBe(
    'Odile a noté pour un client un non à «\u202fOffres et nouvelles\u202f», canal SMS',
  )
  const moved = line('demo/clock-moved', { details: { milliseconds: 86_400_000 } })
  expect(say('en', moved)).toBe('Odile moved the demo’s clock forward by 1 day')
})
