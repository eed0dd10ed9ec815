import { expect, test } from 'vitest'
import { begin, turn } from './history.ts'

test('what is undone can be redone, until something else is done', () => {
  let history = begin('a')
  for (const to of ['b', 'c']) history = turn(history, { do: 'change', to, at: 0 })
  history = turn(history, { do: 'undo' })
  expect(history.present).toBe('b')
  expect(turn(history, { do: 'redo' }).present).toBe('c')
  history = turn(history, { do: 'change', to: 'd', at: 0 })
  expect(turn(history, { do: 'redo' }).present).toBe('d')
  expect(turn(turn(history, { do: 'undo' }), { do: 'undo' }).present).toBe('a')
})

test('typing in one field is one change, until one takes a breath or takes it back', () => {
  let history = begin('')
  for (const [at, to] of ['d', 'de', 'deu'].entries()) {
    history = turn(history, { do: 'change', to, about: 'name', at })
  }
  expect(turn(history, { do: 'undo' }).present).toBe('')
  const later = turn(history, { do: 'change', to: 'deux', about: 'name', at: 60_000 })
  expect(turn(later, { do: 'undo' }).present).toBe('deu')
  history = turn(turn(history, { do: 'undo' }), { do: 'change', to: 'x', about: 'name', at: 4 })
  expect(history.past).toEqual([''])
})
