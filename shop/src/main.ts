import './style/base.css'
import './style/head.css'
import './style/pieces.css'
import './style/home.css'
import './style/product.css'
import './style/cart.css'
import './style/checkout.css'
import './style/calm.css'
import './style/foot.css'
import './style/narrow.css'
import { drawFrame } from './frame.ts'
import { find, show } from './html.ts'
import { t } from './language.ts'
import { type Address, go, type Page } from './page.ts'
import { account } from './pages/account.ts'
import { cartPage } from './pages/cart.ts'
import { checkout } from './pages/checkout.ts'
import { home } from './pages/home.ts'
import { department, search } from './pages/list.ts'
import { privacy } from './pages/privacy.ts'
import { product } from './pages/product.ts'
import { shopsPage } from './pages/shops.ts'
import { thanks } from './pages/thanks.ts'
import { failed, notFound } from './pages/trouble.ts'
import { wishPage } from './pages/wishes.ts'
import { ask } from './privacy-choice.ts'
import { openThread } from './thread.ts'

const pages: readonly (readonly [RegExp, (address: Address) => Promise<Page>])[] = [
  [/^\/$/, home],
  [/^\/rayon\/([\w-]+)$/, department],
  [/^\/recherche$/, search],
  [/^\/produit\/([\w.-]+)$/, product],
  [/^\/panier$/, cartPage],
  [/^\/souhaits$/, wishPage],
  [/^\/commande$/, checkout],
  [/^\/merci$/, thanks],
  [/^\/compte$/, account],
  [/^\/boutiques$/, shopsPage],
  [/^\/vie-privee$/, privacy],
]

let turn = 0
let shown: Page | undefined

/** Shows the page of the address; of two that are asked for quickly, the later. */
async function render(first = false): Promise<void> {
  const mine = ++turn
  const { pathname, search: asked } = location
  const path = pathname.replace(/^\/shop/, '') || '/'
  const [pattern, make] = pages.find(([one]) => one.test(path)) ?? [/.*/, async () => notFound()]
  const address = { name: pattern.exec(path)?.[1] ?? '', query: new URLSearchParams(asked) }
  const place = fresh(find('#page'))
  place.setAttribute('aria-busy', 'true')
  const page = await make(address).catch((error) => {
    reportError(error)
    return failed()
  })
  if (mine !== turn) return
  place.removeAttribute('aria-busy')
  shown?.leave?.()
  shown = page
  document.title = page.title === 'Maison Colombe' ? page.title : `${page.title} · Maison Colombe`
  show(place, page.markup)
  page.ready?.(place)
  if (first) return
  scrollTo(0, 0)
  place.querySelector<HTMLElement>('h1')?.focus()
}

/** The same place without what the page before listened to. */
function fresh(place: HTMLElement): HTMLElement {
  const copy = place.cloneNode(true) as HTMLElement
  place.replaceWith(copy)
  return copy
}

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a')
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
  if (!link || !plain || link.origin !== location.origin) return
  if (!link.pathname.startsWith('/shop/') || link.hash) return
  event.preventDefault()
  go(link.pathname.slice('/shop'.length) + link.search)
})
addEventListener('popstate', () => void render())

drawFrame()
find('#page').textContent = t.loading
void render(true)
openThread().then(ask).catch(reportError) // the shop sells whether or not anybody listens
