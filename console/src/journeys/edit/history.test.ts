import { expect, test } from 'vitest'
import { begin, turn } from './history.ts'

test('what is undone can be redone, until something else is done', () => {
  let history = begin('a')
  for (const to of ['b', 'c']) history = turn(history, { do: 'change', to })
  history = turn(history, { do: 'undo' })
  expect(history.present).toBe('b')
  expect(turn(history, { do: 'redo' }).present).toBe('c')
  history = turn(history, { do: 'change', to: 'd' })
  expect(turn(history, { do: 'redo' }).present).toBe('d')
  expect(turn(turn(history, { do: 'undo' }), { do: 'undo' }).present).toBe('a')
})

test('typing in one field is one change, and undoing it ends it', () => {
  let history = begin('')
  for (const to of ['d', 'de', 'deu']) history = turn(history, { do: 'change', to, about: 'name' })
  expect(turn(history, { do: 'undo' }).present).toBe('')
  history = turn(turn(history, { do: 'undo' }), { do: 'change', to: 'x', about: 'name' })
  expect(history.past).toEqual([''])
})
