import type { french } from './fr/all.ts'

export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

type French = typeof french

/** French sets the keys; a catalogue that misses one, or has one too many, does not compile. */
export type Catalogue = { [Capability in keyof French]: Record<keyof French[Capability], string> }

/** A text is named `capability.key`, as in `home.title`. */
export type TextKey = {
  [Capability in keyof French & string]: `${Capability}.${keyof French[Capability] & string}`
}[keyof French & string]

/** One capability's texts, to be satisfied by the other language's file. */
export type Texts<Capability extends keyof French> = Catalogue[Capability]
