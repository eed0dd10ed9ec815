import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LoadingBar } from '../ui/LoadingBar.tsx'
import { NotFound } from './NotFound.tsx'
import { ShellSkeleton } from './ShellSkeleton.tsx'
import { SignedIn } from './SignedIn.tsx'

export const rootRoute = createRootRoute({
  component: () => (
    <>
      <LoadingBar />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
})

const Shell = lazyRouteComponent(() => import('./Shell.tsx'), 'Shell')

/** Everything behind it needs a person who is signed in; others see the sign-in page in its place. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  // It comes while the server tells who is there; the sign-in page does not wait for it.
  loader: () => {
    Shell.preload?.()
  },
  component: () => (
    <SignedIn>
      <Suspense fallback={<ShellSkeleton />}>
        <Shell />
      </Suspense>
    </SignedIn>
  ),
})

/** The one-time link of the first start. */
export const ownerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/owner/$token',
  component: lazyRouteComponent(() => import('./OwnerPage.tsx'), 'OwnerPage'),
})

/** A link to choose a new password. */
export const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('./ResetPage.tsx'), 'ResetPage'),
})

/** The link of an invitation to the team. */
export const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('./JoinPage.tsx'), 'JoinPage'),
})
