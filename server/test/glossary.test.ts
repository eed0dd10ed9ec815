import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { english } from '../../console/src/texts/en/all.ts'
import { french } from '../../console/src/texts/fr/all.ts'
import { allTables } from '../src/app.ts'

const glossary = readFileSync('docs/glossary.md', 'utf8')
const words = glossary
  .split('\n')
  .filter((line) => /^\| (?!English|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, en = '', fr = '', , code = '']) => ({ en, fr, code }))

const textOf = (catalogue: object) => JSON.stringify(catalogue).toLowerCase()
const isSaid = (said: string, cell: string) =>
  cell.split(/[,(]/).some((word) => said.includes(word.replace(/[*)—]/g, '').trim().toLowerCase()))

test('the console says things as the glossary names them, in both languages', () => {
  const shown = words.filter(({ fr }) => fr !== '—')
  expect(shown.length).toBeGreaterThan(40)
  expect(shown.filter(({ fr }) => !isSaid(textOf(french), fr)).map(({ fr }) => fr)).toEqual([])
  expect(shown.filter(({ en }) => !isSaid(textOf(english), en)).map(({ en }) => en)).toEqual([])
})

test('the glossary names tables that there are', () => {
  const schemas = new Set(Object.keys(allTables).map((table) => table.split('.')[0]))
  const named = words
    .flatMap(({ code }) => [...code.matchAll(/`(\w+\.\w+)`/g)].map(([, table]) => table as string))
    .filter((table) => schemas.has(table.split('.')[0]))
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((table) => !(table in allTables))).toEqual([])
})
