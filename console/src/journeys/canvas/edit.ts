import { createContext, useContext } from 'react'
import type { Place } from '../edit/change.ts'

/** What can be done on a map that is drawn on, and not only read. */
export interface MapEdit {
  /** The way on which the next step is to be put. */
  readonly placing: Place | undefined
  /** The step that is on the move. */
  readonly moving: string | undefined
  readonly mayMove: (id: string, place: Place) => boolean
  readonly mayLead: (place: Place, to: string) => boolean
  readonly openPlace: (place: Place) => void
  readonly move: (id: string, place: Place) => void
  readonly lead: (place: Place, to: string) => void
  readonly startMove: (id: string | undefined) => void
  readonly remove: (id: string) => void
  readonly copy: (id: string) => void
  readonly paste: (after: string) => void
  readonly duplicate: (id: string) => void
  readonly addAfter: (id: string) => void
}

const Context = createContext<MapEdit | undefined>(undefined)

export const MapEditProvider = Context.Provider

/** Undefined on a map that is only read. */
export const useMapEdit = (): MapEdit | undefined => useContext(Context)
