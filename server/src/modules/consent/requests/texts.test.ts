import { expect, test } from 'vitest'
import { allTables } from '../../../app.ts'
import { exportTexts } from '../texts/catalogue.ts'
import { personalTables } from './rows.ts'

test('a person can read in both languages what each part of their copy is', () => {
  const told = personalTables(allTables).filter(
    ({ data }) => !(data.holds === 'personal' && data.notExported),
  )
  for (const language of ['fr', 'en'] as const) {
    const names = Object.keys(exportTexts[language].tables)
    expect(told.map(({ table }) => table).filter((table) => !names.includes(table))).toEqual([])
  }
})
