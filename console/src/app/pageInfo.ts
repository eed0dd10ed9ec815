import type { ComponentType } from 'react'
import type { Right } from '../../../server/src/modules/team/contract.ts'
import type { TextKey } from '../texts/catalogue.ts'

/** Blocks of the navigation, in the order in which data walks through the product. */
export const navGroups = ['today', 'know', 'act', 'sell', 'setup'] as const

/** What the navigation and the palette know of a page. */
export interface PageInfo<Path extends string = string> {
  /** Its address; `$id` is a parameter, read in the page with `useParams({ strict: false })`. */
  path: Path
  /** Title of the navigation and of the command palette. */
  title: TextKey
  /** Who may see it; without the right it is not offered. None: whoever is signed in. */
  right?: Right
  /** Only on a brand born as a demo. */
  demo?: true
  /** Its place in the navigation; pages without one are reached from others. */
  nav?: {
    group: (typeof navGroups)[number]
    icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  }
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    page?: PageInfo
  }
}
