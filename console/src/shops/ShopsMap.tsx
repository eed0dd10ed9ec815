import type { LocationNow } from '../../../server/src/modules/shops/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Shops.module.css'

const size = 300
const margin = 24

interface Placed {
  shop: LocationNow
  x: number
  y: number
}

/** Where the places lie to each other, drawn by ourselves: nobody outside learns who looks. */
export function ShopsMap({
  shops,
  onOpen,
}: {
  shops: readonly LocationNow[]
  onOpen: (id: string) => void
}) {
  const { t } = useTexts()
  const placed = place(shops)
  if (placed.length === 0) return null
  return (
    <figure className={classes.map}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing that holds what can be pressed */}
      <svg viewBox={`0 0 ${size} ${size}`} role="group" aria-label={t('shops.map')}>
        {placed.map(({ shop, x, y }) => (
          // biome-ignore lint/a11y/useSemanticElements: there are no links of HTML inside a drawing
          <g
            key={shop.id}
            role="button"
            tabIndex={0}
            aria-label={shop.name}
            className={classes.pin}
            data-kind={shop.kind}
            data-open={shop.active && shop.now.open}
            onClick={() => onOpen(shop.id)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') onOpen(shop.id)
            }}
          >
            <title>{shop.name}</title>
            <circle cx={x} cy={y} r={12} className={classes.reach} />
            {shop.kind === 'shop' ? (
              <circle cx={x} cy={y} r={5} />
            ) : (
              <rect x={x - 4.5} y={y - 4.5} width={9} height={9} />
            )}
          </g>
        ))}
        {labels(placed).map(({ key, text, x, y, anchor }) => (
          <text key={key} x={x} y={y} textAnchor={anchor} className={classes.label}>
            {text}
          </text>
        ))}
      </svg>
      <figcaption className={classes.quiet}>{t('shops.map.legend')}</figcaption>
    </figure>
  )
}

/** Mercator, fitted to the places that are shown. */
function place(shops: readonly LocationNow[]): Placed[] {
  const points = shops.flatMap((shop) =>
    shop.latitude === null || shop.longitude === null
      ? []
      : [{ shop, ...mercator(shop.latitude, shop.longitude) }],
  )
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const span = Math.max(Math.max(...xs) - left, Math.max(...ys) - top, 0.002)
  const scale = (size - 2 * margin) / span
  const across = (size - (Math.max(...xs) - left) * scale) / 2
  const down = (size - (Math.max(...ys) - top) * scale) / 2
  return points.map(({ shop, x, y }) => ({
    shop,
    x: across + (x - left) * scale,
    y: down + (y - top) * scale,
  }))
}

function mercator(latitude: number, longitude: number) {
  const phi = (latitude * Math.PI) / 180
  return { x: (longitude * Math.PI) / 180, y: -Math.log(Math.tan(Math.PI / 4 + phi / 2)) }
}

interface Label {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'end'
}

/** The city of each place, once, on the side where it lies over nothing; left out where there is none. */
function labels(placed: readonly Placed[]): Label[] {
  const set: Label[] = []
  for (const { shop, x, y } of placed) {
    const text = shop.address.city
    const sides: Label[] = [
      { key: shop.id, text, x: x + 10, y: y + 4, anchor: 'start' },
      { key: shop.id, text, x: x - 10, y: y + 4, anchor: 'end' },
    ]
    const free = sides.find(
      (side) =>
        isInside(side) &&
        placed.every((one) => one.shop.id === shop.id || !covers(side, one.x, one.y, 8)) &&
        set.every((one) => one.text !== text && !overlap(one, side)),
    )
    if (text && free) set.push(free)
  }
  return set
}

const widthOf = ({ text }: Label) => text.length * 6.2
const leftOf = (label: Label) => (label.anchor === 'start' ? label.x : label.x - widthOf(label))
const isInside = (label: Label) => leftOf(label) > 4 && leftOf(label) + widthOf(label) < size - 4
const covers = (label: Label, x: number, y: number, room: number) =>
  x > leftOf(label) - room &&
  x < leftOf(label) + widthOf(label) + room &&
  Math.abs(y + 4 - label.y) < 10
const overlap = (one: Label, other: Label) =>
  Math.abs(one.y - other.y) < 11 &&
  leftOf(one) < leftOf(other) + widthOf(other) &&
  leftOf(other) < leftOf(one) + widthOf(one)
