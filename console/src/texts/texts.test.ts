import { globSync, readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { MessageReason } from '../../../server/src/modules/messages/contract.ts'
import { english } from './en/all.ts'
import { french } from './fr/all.ts'
import { translator } from './translator.ts'

const flat = (catalogue: object) =>
  new Map(
    Object.entries(catalogue).flatMap(([capability, texts]) =>
      Object.entries(texts as Record<string, string>).map(
        ([key, text]) => [`${capability}.${key}`, text] as const,
      ),
    ),
  )
const fr = flat(french)
const en = flat(english)

/** Every code that a server module refuses with, and those the kernel answers by itself. */
function refusalCodes(): string[] {
  const sources = globSync('server/src/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
  return sources.flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    const declared = source.matchAll(/defineRefusal(?:<[^(]*>)?\(\s*'([^']+)'/g)
    const answered = source.matchAll(/(?:answer\([\w.]+, |code: )'([a-z-]+(?:\/[a-z-]+)?)'/g)
    const kernel = file.endsWith('kernel/http.ts') ? [...answered] : []
    return [...declared, ...kernel].map(([, code]) => code as string)
  })
}

describe('the catalogues', () => {
  test('hold the same texts in French and in English', () => {
    expect(fr.size).toBeGreaterThan(100)
    expect([...en.keys()].sort()).toEqual([...fr.keys()].sort())
    for (const text of [...fr.values(), ...en.values()]) expect(text.trim()).not.toBe('')
  })

  test('are well-formed messages that name the same values in both languages', () => {
    for (const [key, text] of fr) {
      expect({ key, values: valuesOf(en.get(key) ?? '') }).toEqual({ key, values: valuesOf(text) })
    }
  })

  test('use real apostrophes, since a straight one is a sign of its own in messages', () => {
    const straight = [...fr, ...en].filter(([, text]) => text.includes("'"))
    expect(straight).toEqual([])
  })

  test('have a text for every code with which the server refuses', () => {
    const codes = [...new Set(refusalCodes())]
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code) => !fr.has(`refusals.${code}`))).toEqual([])
  })

  test('have no text for a code that the server does not know', () => {
    const own = /^refusals\.(internal|unknown|console\/.*)$/
    const codes = new Set(refusalCodes().map((code) => `refusals.${code}`))
    const texts = [...fr.keys()].filter((key) => key.startsWith('refusals.') && !own.test(key))
    expect(texts.filter((key) => !codes.has(key))).toEqual([])
  })
})

test('French is set with its own spaces', () => {
  const t = translator('fr', french)
  expect(t('shell.palette.nothing', { query: 'thé' })).toBe(
    'Rien ne correspond à «\u202fthé\u202f».',
  )
})

test('plurals follow the language: nothing is singular in French, plural in English', () => {
  expect(translator('fr', french)('home.n.conversion', { n: 0 })).toBe('sur 0 visite')
  expect(translator('en', english)('home.n.conversion', { n: 0 })).toBe('of 0 visits')
})

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** The names of the values that a message asks for. */
function valuesOf(text: string): string[] {
  return [...new Set(namesIn(new IntlMessageFormat(text).getAst()))].sort()
}

function namesIn(elements: Elements): string[] {
  return elements.flatMap((element) => [
    ...('value' in element && element.type !== 0 ? [element.value] : []),
    ...('options' in element
      ? Object.values(element.options).flatMap(({ value }) => namesIn(value))
      : []),
    ...('children' in element ? namesIn(element.children) : []),
  ])
}

test('a quarantined event and a message not sent say why in words', () => {
  const source = readFileSync('server/src/modules/thread/read-event.ts', 'utf8')
  const [, list = ''] = /type RefusedReason =([^\n]*(?:\n {2}\|[^\n]*)*)/.exec(source) ?? []
  const refused = [...list.matchAll(/'([a-z-]+)'/g)].map(([, reason]) => reason)
  expect(refused.length).toBeGreaterThan(3)
  expect(refused.filter((reason) => !fr.has(`sources.reason.${reason}`))).toEqual([])
  const unsent = MessageReason.options
  expect(unsent.filter((reason) => !fr.has(`thread.reason.${reason}`))).toEqual([])
})
