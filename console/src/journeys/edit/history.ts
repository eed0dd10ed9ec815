/** What was, is, and was taken back: undo and redo of anything that never changes in place. */
export interface History<State> {
  readonly past: readonly State[]
  readonly present: State
  readonly future: readonly State[]
  /** What the last change was about; while one types in a field, all of it is one change. */
  readonly about: string | undefined
  /** When it was made, in milliseconds. */
  readonly at: number
}

export type HistoryAction<State> =
  | { do: 'change'; to: State; about?: string; at: number }
  | { do: 'undo' }
  | { do: 'redo' }

const longest = 200
/** Changes about the same thing that follow one another so closely are one. */
const breath = 1_200

export const begin = <State>(present: State): History<State> => ({
  ...{ past: [], present, future: [], about: undefined, at: 0 },
})

export function turn<State>(history: History<State>, action: HistoryAction<State>): History<State> {
  const { past, present, future } = history
  switch (action.do) {
    case 'change': {
      if (action.to === present) return history
      const soon = action.at - history.at < breath
      const goesOn = soon && action.about !== undefined && action.about === history.about
      return {
        past: goesOn ? past : [...past, present].slice(-longest),
        present: action.to,
        future: [],
        about: action.about,
        at: action.at,
      }
    }
    case 'undo': {
      const last = past.at(-1)
      if (last === undefined) return history
      const rest = past.slice(0, -1)
      return { past: rest, present: last, future: [present, ...future], about: undefined, at: 0 }
    }
    case 'redo': {
      const [next, ...rest] = future
      if (next === undefined) return history
      return { past: [...past, present], present: next, future: rest, about: undefined, at: 0 }
    }
  }
}
