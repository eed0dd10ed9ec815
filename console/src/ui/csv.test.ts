import { expect, test } from 'vitest'
import { csv } from './csv.ts'

test('a file opens in a spreadsheet with every cell as it was', () => {
  expect(
    csv(
      ['Nom', 'Total'],
      [
        ['Crème "Rosée"', 12.5],
        ['Ligne\nsuivante', null],
      ],
    ),
  ).toBe('\ufeff"Nom","Total"\r\n"Crème ""Rosée""","12.5"\r\n"Ligne\nsuivante",""\r\n')
})

test('what a customer typed never becomes a formula, but a negative figure stays one', () => {
  expect(csv(['a', 'b'], [['=HYPERLINK("x")', -5]])).toContain(`"'=HYPERLINK(""x"")","-5"`)
})
