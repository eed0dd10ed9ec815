import { expect, test } from 'vitest'
import { csvValues } from './csvValues.ts'

test('a pasted list is one value a line, each once', () => {
  expect(csvValues('a@b.fr\r\n\nc@d.fr\na@b.fr')).toEqual({
    ...{ by: undefined, values: ['a@b.fr', 'c@d.fr'] },
  })
})

test('of a file the column counts whose heading says whom it names', () => {
  const file = '\ufeffNom;E-mail;Ville\n"Dupont; Sophie";sophie@ici.fr;Lille\nLéa;;Lyon\n'
  expect(csvValues(file)).toEqual({ by: 'email', values: ['sophie@ici.fr'] })
  expect(csvValues('carte,points\n123,4\n')).toEqual({ by: 'loyaltyCard', values: ['123'] })
})
