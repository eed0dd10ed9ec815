import { cartCount, lookAnew, onCartChange } from './cart.ts'
import { find, html, show } from './html.ts'
import { icons } from './icons.ts'
import { choose, language, t } from './language.ts'
import { go, href } from './page.ts'

const departments = {
  soins: ['face', 'body', 'hair', 'bath', 'perfume', 'sun', 'home', 'shave'],
  livres: [
    'novel',
    'fantasy',
    'crime',
    'youth',
    'romance',
    'adventure',
    'wellbeing',
    'cooking',
    'travel',
    'art',
    'poetry',
    'theatre',
  ],
} as const

export type Department = keyof typeof departments

/** What stands on every page: the head with search and cart, the foot, and room for the page between. */
export function drawFrame(): void {
  show(
    find('#shop'),
    html`<a class="skip" href="#page">${t.skip}</a>
      <header class="head">
        <div class="bar">
          <a class="brand" href="${href('/')}">${icons.dove}<span>Maison Colombe</span></a>
          <form class="search" role="search">
            <label class="unseen" for="q">${t.searchLabel}</label>
            <input id="q" name="q" type="search" placeholder="${t.searchLabel}" autocomplete="off" />
            <button aria-label="${t.search}">${icons.search}</button>
          </form>
          <nav class="tools" aria-label="${t.account}">
            <button class="language" type="button" lang="${language === 'fr' ? 'en' : 'fr'}">${t.otherLanguage}</button>
            <a href="${href('/compte')}" aria-label="${t.account}">${icons.person}</a>
            <a class="wished" href="${href('/souhaits')}" aria-label="${t.wishTitle}">${icons.heart}</a>
            <a class="bag" href="${href('/panier')}">${icons.bag}<span class="count"></span></a>
          </nav>
        </div>
        <nav class="departments" aria-label="${t.menu}">
          ${(
            [
              'nouveautes',
              'soins',
              'face',
              'body',
              'perfume',
              'livres',
              'novel',
              'fantasy',
              'youth',
              'crime',
            ] as const
          ).map((one) => html`<a href="${href(`/rayon/${one}`)}">${t.category[one]}</a>`)}
        </nav>
      </header>
      <main id="page" tabindex="-1"></main>
      <p class="unseen" id="said" role="status"></p>
      <footer class="foot">
        <div>
          <nav aria-label="Maison Colombe">
            <a href="${href('/boutiques')}">${t.shops}</a>
            <a href="${href('/compte')}">${t.account}</a>
            <a href="${href('/souhaits')}">${t.wishTitle}</a>
            <a href="${href('/vie-privee')}">${t.privacy}</a>
          </nav>
          <p>${t.footer}</p>
        </div>
      </footer>`,
  )
  find('.search').addEventListener('submit', (event) => {
    event.preventDefault()
    const query = find<HTMLInputElement>('#q').value.trim()
    if (query) go(`/recherche?q=${encodeURIComponent(query)}`)
  })
  find('.language').addEventListener('click', () => choose(language === 'fr' ? 'en' : 'fr'))
  const count = () => {
    const articles = cartCount()
    find('.count').textContent = articles > 0 ? String(articles) : ''
    find('.bag').setAttribute('aria-label', `${t.cart}. ${t.inCart(articles)}`)
  }
  onCartChange(count)
  count()
  addEventListener('shopper', () => void lookAnew().catch(reportError))
  void lookAnew().catch(reportError)
}

/** Says something to people who do not see it happen, and shows it for a moment to those who do. */
export function say(text: string): void {
  const place = find('#said')
  place.textContent = text
  place.classList.add('toast')
  setTimeout(() => place.classList.remove('toast'), 3500)
}

export const categoriesOf = (department: Department): readonly (keyof typeof t.category)[] =>
  departments[department]
