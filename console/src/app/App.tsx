import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { Problem } from '../api/problem.ts'
import { TextsProvider } from '../texts/TextsProvider.tsx'
import { router } from './router.tsx'
import { sessionQuery } from './session.ts'
import { theme, variables } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one; only what may pass by itself is tried again.
      retry: (tries, error) => tries < 2 && !(error instanceof Problem && isFinal(error.status)),
      throwOnError: false,
    },
  },
})

function isFinal(status: number): boolean {
  return status >= 400 && status < 500
}

// Signed out elsewhere, or too long away: the next refusal brings the sign-in page.
queries.getQueryCache().subscribe(({ type, query }) => {
  const { error } = query.state
  if (type !== 'updated' || query.queryKey[0] === sessionQuery.queryKey[0]) return
  if (error instanceof Problem && error.status === 401) {
    queries.setQueryData(sessionQuery.queryKey, null)
  }
})

export function App() {
  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <TextsProvider>
            <RouterProvider router={router} />
          </TextsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  )
}
