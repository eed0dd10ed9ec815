import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { navGroups, type PageInfo } from './pageInfo.ts'
import { useCan, useSession } from './session.ts'

/** The pages that this person may go to, as the navigation and the palette list them. */
export function useNavigation() {
  const router = useRouter()
  const can = useCan()
  const { demo } = useSession()
  return useMemo(() => {
    const pages = Object.values(router.routesById)
      .map((route) => route.options.staticData?.page)
      .filter((page): page is PageInfo => page !== undefined)
      .filter((page) => can(page.right) && (demo || !page.demo))
    const groups = navGroups.map((group) => pages.filter((page) => page.nav?.group === group))
    return {
      groups: groups.filter((group) => group.length > 0),
      /** Those that can be opened without knowing an id. */
      pages: pages.filter((page) => !page.path.includes('$')),
    }
  }, [router, can, demo])
}
