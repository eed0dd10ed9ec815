import { createRouter } from '@tanstack/react-router'
import { search } from '../api/client.ts'
import { pages } from './pages.ts'
import { joinRoute, ownerRoute, resetRoute, rootRoute, shellRoute } from './routes.tsx'

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    shellRoute.addChildren(pages),
    ownerRoute,
    joinRoute,
    resetRoute,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Plain `?channel=web&q=12`: every value of an address is a text, pages give it its type.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
