import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { PageInfo } from './pageInfo.ts'
import { shellRoute } from './routes.tsx'

interface PageDescription<Path extends string> extends PageInfo<Path> {
  /** The page's file, loaded when it is opened. It exports one component, named …Page. */
  load: () => Promise<{ [name: string]: ComponentType }>
}

/**
 * One page of the console. A new page is one file that exports one component (its name ends in
 * `Page`), one line in `pages.ts`, and its texts in `texts/{fr,en}/<capability>.ts`.
 */
export function page<const Path extends string>({ load, ...info }: PageDescription<Path>) {
  return createRoute({
    getParentRoute: () => shellRoute,
    path: info.path,
    staticData: { page: info },
    component: lazyRouteComponent(async () => ({ page: pageIn(await load()) }), 'page'),
  })
}

function pageIn(module: { [name: string]: ComponentType }): ComponentType {
  const name = Object.keys(module).find((exported) => exported.endsWith('Page'))
  const component = name && module[name]
  if (!component) throw new Error('A page file exports one component whose name ends in Page')
  return component
}
