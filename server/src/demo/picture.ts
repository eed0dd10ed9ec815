import type { Product } from './catalogue.ts'

/** A picture of a product, drawn from its shape and colour: nothing to download, nobody's photograph. */
export function pictureOf(product: Product): string {
  const { hue } = product.look
  const body = product.kind === 'books' ? book(product) : vessel(product)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" role="img">
<title>${escaped(product.name.fr)}</title>
<defs>
<linearGradient id="b" x2="0" y2="1"><stop stop-color="hsl(${hue} 34% 95%)"/><stop offset="1" stop-color="hsl(${hue} 28% 88%)"/></linearGradient>
<linearGradient id="g" x2="1"><stop stop-color="hsl(${hue} 30% 78%)"/><stop offset=".35" stop-color="hsl(${hue} 36% 90%)"/><stop offset="1" stop-color="hsl(${hue} 30% 66%)"/></linearGradient>
<linearGradient id="c" x2="1"><stop stop-color="hsl(${hue} 14% 30%)"/><stop offset=".4" stop-color="hsl(${hue} 12% 46%)"/><stop offset="1" stop-color="hsl(${hue} 16% 22%)"/></linearGradient>
</defs>
<rect width="600" height="600" fill="url(#b)"/>
<ellipse cx="300" cy="500" rx="190" ry="20" fill="hsl(${hue} 20% 55%)" opacity=".22"/>
${body}
</svg>`
}

const glass = 'fill="url(#g)"'
const cap = 'fill="url(#c)"'

/** What a product of each shape is drawn of, and where its label stands. */
const vessels: Record<string, { parts: string; label: [number, number, number] }> = {
  jar: {
    parts: `<rect x="165" y="260" width="270" height="240" rx="28" ${glass}/><rect x="158" y="190" width="284" height="80" rx="14" ${cap}/>`,
    label: [300, 370, 190],
  },
  tube: {
    parts: `<path d="M205 130h190l-18 300H223z" ${glass}/><rect x="218" y="430" width="164" height="70" rx="10" ${cap}/><rect x="203" y="112" width="194" height="24" rx="4" ${glass}/>`,
    label: [300, 270, 130],
  },
  bottle: {
    parts: `<rect x="200" y="190" width="200" height="310" rx="34" ${glass}/><rect x="252" y="150" width="96" height="46" ${glass}/><rect x="240" y="92" width="120" height="66" rx="10" ${cap}/>`,
    label: [300, 345, 150],
  },
  pump: {
    parts: `<rect x="205" y="215" width="190" height="285" rx="26" ${glass}/><rect x="255" y="170" width="90" height="50" rx="6" ${cap}/><rect x="288" y="128" width="24" height="46" ${cap}/><path d="M225 104h116q14 0 14 14v18H270l-45-8z" ${cap}/>`,
    label: [300, 355, 140],
  },
  dropper: {
    parts: `<rect x="215" y="250" width="170" height="250" rx="30" ${glass}/><rect x="258" y="196" width="84" height="60" rx="6" ${cap}/><path d="M272 196v-62q0-32 28-32t28 32v62z" fill="hsl(20 8% 26%)"/>`,
    label: [300, 375, 124],
  },
  spray: {
    parts: `<rect x="220" y="220" width="160" height="280" rx="22" ${glass}/><rect x="236" y="110" width="128" height="114" rx="14" ${cap}/><circle cx="300" cy="140" r="7" fill="#fff" opacity=".5"/>`,
    label: [300, 355, 118],
  },
  stick: {
    parts: `<rect x="238" y="250" width="124" height="250" rx="16" ${glass}/><rect x="232" y="120" width="136" height="140" rx="18" ${cap}/>`,
    label: [300, 375, 96],
  },
  bar: {
    parts: `<rect x="140" y="300" width="320" height="190" rx="44" ${glass}/><rect x="176" y="330" width="248" height="130" rx="30" fill="#fff" opacity=".35"/>`,
    label: [300, 390, 200],
  },
  candle: {
    parts: `<path d="M300 196c26 34 18 62 0 62s-26-28 0-62z" fill="hsl(38 90% 62%)"/><path d="M299 240v46" stroke="hsl(20 20% 25%)" stroke-width="5"/><rect x="180" y="280" width="240" height="220" rx="22" ${glass}/><ellipse cx="300" cy="286" rx="118" ry="14" fill="hsl(40 45% 94%)"/>`,
    label: [300, 390, 170],
  },
  flacon: {
    parts: `<path d="M185 270q0-40 40-40h150q40 0 40 40v190q0 40-40 40H225q-40 0-40-40z" ${glass}/><rect x="270" y="180" width="60" height="54" ${glass}/><rect x="255" y="106" width="90" height="80" rx="8" ${cap}/>`,
    label: [300, 365, 160],
  },
}

function vessel(product: Product): string {
  const { parts, label } =
    vessels[product.look.shape] ?? (vessels.bottle as (typeof vessels)[string])
  const [x, y, width] = label
  const name = product.name.fr
  const lines = wrapped(name, Math.max(9, Math.floor(width / 11)), 3)
  const top = y - lines.length * 13
  return `${parts}
<rect x="${x - width / 2}" y="${top - 42}" width="${width}" height="${lines.length * 26 + 72}" fill="#fffdf9" opacity=".88"/>
<g text-anchor="middle" font-family="Georgia, serif" fill="#2f2925">
<text x="${x}" y="${top - 14}" font-size="${width < 120 ? 8 : 11}" letter-spacing="2">COLOMBE</text>
${lines.map((line, index) => `<text x="${x}" y="${top + 18 + index * 26}" font-size="20">${escaped(line)}</text>`).join('')}
</g>`
}

function book(product: Product): string {
  const { hue } = product.look
  const dark = product.sku.length % 2 === 0
  const [cover, ink, rule] = dark
    ? [`hsl(${hue} 38% 28%)`, '#f8f2e7', `hsl(${(hue + 40) % 360} 60% 72%)`]
    : [`hsl(${hue} 46% 86%)`, `hsl(${hue} 40% 20%)`, `hsl(${hue} 50% 45%)`]
  const lines = wrapped(product.name.fr, 15, 5)
  const top = 250 - lines.length * 17
  return `<path d="M408 96l18 14v392l-18-6z" fill="hsl(40 20% 82%)"/>
<rect x="172" y="96" width="238" height="404" rx="4" fill="${cover}"/>
<rect x="172" y="96" width="16" height="404" fill="#000" opacity=".14"/>
<rect x="204" y="116" width="188" height="364" fill="none" stroke="${rule}" stroke-width="1.5"/>
<g text-anchor="middle" font-family="Georgia, serif" fill="${ink}">
<text x="298" y="152" font-size="14">${escaped(product.author ?? '')}</text>
${lines.map((line, index) => `<text x="298" y="${top + index * 34}" font-size="25">${escaped(line)}</text>`).join('')}
<text x="298" y="462" font-size="11" letter-spacing="3">COLOMBE</text></g>
${ornament(hue, rule)}`
}

/** A figure below the title, another for each book. */
function ornament(hue: number, colour: string): string {
  const kind = hue % 4
  const stroke = `fill="none" stroke="${colour}" stroke-width="2.5"`
  if (kind === 0)
    return `<g ${stroke}><circle cx="298" cy="390" r="34"/><circle cx="298" cy="390" r="20"/></g>`
  if (kind === 1)
    return `<path d="M250 410q24-56 48-56t48 56M262 410q18-34 36-34t36 34" ${stroke}/>`
  if (kind === 2)
    return `<path d="M298 350l14 30 32 4-24 22 7 32-29-16-29 16 7-32-24-22 32-4z" ${stroke}/>`
  return `<path d="M248 380q25-24 50 0t50 0M248 400q25-24 50 0t50 0M248 420q25-24 50 0t50 0" ${stroke}/>`
}

function wrapped(text: string, width: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]}…`]
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
