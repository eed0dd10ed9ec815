import { useIsFetching } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import classes from './LoadingBar.module.css'

/** The thread pulled across the top while something is on its way. Says nothing to screen readers: the
 * places that load say it themselves. */
export function LoadingBar() {
  const fetching = useIsFetching({ predicate: (query) => query.state.data === undefined })
  const navigating = useRouterState({ select: (state) => state.isLoading })
  return <div className={classes.bar} data-busy={fetching > 0 || navigating} aria-hidden="true" />
}
