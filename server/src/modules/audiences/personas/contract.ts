import { z } from 'zod'

export const SearchState = z.enum(['running', 'done', 'failed'])
export type SearchState = z.infer<typeof SearchState>

/**
 * What a customer's behaviour is measured by: `recency`, `orders`, `spent`, `basket`, the share of a
 * `channel:…` in what they did, the share of a `category:…` in what they looked at and bought.
 */
export const Feature = z.object({
  name: z.string(),
  mean: z.number(),
  deviation: z.number(),
})
export type Feature = z.infer<typeof Feature>

/** What sets a persona apart: how many deviations it lies from everybody, and the figures in plain units. */
export const Mark = z.object({
  name: z.string(),
  /** Deviations above (or below) what is usual. */
  score: z.number(),
  /** Theirs, as a person would say it: days, orders, minor units, or a share from 0 to 1. */
  theirs: z.number(),
  usual: z.number(),
})
export type Mark = z.infer<typeof Mark>

/** How well so many personas fit. */
export const Trial = z.object({
  k: z.int(),
  /** How far apart they lie: the silhouette over their centres, up to 1. */
  separation: z.number(),
  /** How much alike they come out from other samples: the adjusted Rand index, up to 1. */
  stability: z.number(),
})
export type Trial = z.infer<typeof Trial>

export const PersonaFinding = z.object({
  features: z.array(Feature),
  currency: z.string(),
  trials: z.array(Trial),
  k: z.int(),
  /** Customers that the centres were found with; the others were given to the nearest. */
  learned: z.int(),
})
export type PersonaFinding = z.infer<typeof PersonaFinding>

export const Persona = z.object({
  id: z.uuid(),
  /** The name that a person gave it. */
  name: z.string().nullable(),
  size: z.int(),
  share: z.number(),
  marks: z.array(Mark),
})
export type Persona = z.infer<typeof Persona>

export const PersonaSearch = z.object({
  id: z.uuid(),
  version: z.int(),
  state: SearchState,
  reason: z.string().nullable(),
  seed: z.string(),
  wanted: z.int().nullable(),
  days: z.int(),
  customers: z.int(),
  at: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  finding: PersonaFinding.nullable(),
  personas: z.array(Persona),
})
export type PersonaSearch = z.infer<typeof PersonaSearch>

export const NewPersonaSearch = z.object({
  /** How many; as many as fit best, if absent. */
  wanted: z.int().min(2).max(12).optional(),
  /** How long a behaviour counts. */
  days: z.int().min(30).max(1_100).default(365),
  /** The same seed finds the same personas in the same customers. */
  seed: z.string().trim().min(1).max(60).default('A'),
})
export type NewPersonaSearch = z.infer<typeof NewPersonaSearch>

export const PersonaName = z.object({ name: z.string().trim().min(1).max(120) })
