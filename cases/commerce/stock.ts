import { prove } from '../../server/src/modules/stock/index.ts'
import type { Product } from '../product.ts'
import type { Area } from './area.ts'
import { faultsOf } from './compare.ts'
import type { Case } from './schema.ts'
import { onlyPlace, shelvesOf } from './stock-given.ts'
import { type Step, stepsOf } from './stock-steps.ts'
import { type Answer, StockWorld } from './stock-world.ts'

/** What happened to one article, step by step, through the doors of stock. */
export const stock: Area = async (one, product) => run(await product(), one)

interface Story {
  readonly world: StockWorld
  readonly one: Case
  /** Where an order is served from. */
  readonly place: string
  readonly expires: (from: Date) => Date | null
  /** By label (`t0+1`), by person, and in turn. */
  readonly answers: Map<string, Answer>
  readonly found: Record<string, unknown>
  turn: number
  completed: number
  refused: number
}

async function run(product: Product, one: Case): Promise<string[]> {
  const world = new StockWorld(product)
  const { given } = one
  for (const [place, shelf] of shelvesOf(given)) await world.shelve(place, shelf)
  const begun = product.time.now
  const ttl = Number(given.ttl_minutes ?? given.ttl ?? 0)
  const strategy = String(given.strategy ?? given.location ?? world.places[0])
  const story: Story = {
    ...{ world, one, answers: new Map(), found: {}, turn: 0, completed: 0, refused: 0 },
    place: world.places.includes(strategy) ? strategy : (world.places[0] ?? onlyPlace),
    expires: (from) => (ttl > 0 ? new Date(from.getTime() + ttl * 60_000) : null),
  }
  const before = (await world.moves()).length
  for (const step of stepsOf(one.when)) {
    if (step.minute !== undefined) {
      product.time.now = new Date(begun.getTime() + step.minute * 60_000)
    }
    await take(story, step)
    const levels = await world.levels()
    story.found[`after_${step.verb}`] = { ...flat(levels), ...pairs(levels) }
  }
  const figures = await figuresOf(story, before)
  const { first } = await product.inWork(prove)
  product.time.now = begun
  const broken = first ? [`journal and levels disagree: ${JSON.stringify(first)}`] : []
  return [...faultsOf(one.then, figures), ...broken]
}

type Deed = (story: Story, step: Step, at: string) => Promise<unknown>

const amountOf = ({ quantity }: Step) => quantity ?? 1

async function take(story: Story, step: Step): Promise<void> {
  const deed = deeds[step.verb]
  if (!deed) throw new Error(`nobody knows how to “${step.said}”`)
  await deed(story, step, step.place ?? story.place)
}

/** In one call its parts are asked for together; one after the other, each for itself. */
const asks =
  (forGood: boolean): Deed =>
  async (story, step, at) => {
    const { world } = story
    const asked = step.quantities.length > 0 ? step.quantities : [amountOf(step)]
    const end = forGood ? null : story.expires(world.product.time.now)
    const lines = asked.flatMap((count) => world.lines({ [at]: count }))
    for (const part of step.together ? [lines] : lines.map((line) => [line])) {
      answered(story, step, await world.take(step.who, part, end))
    }
  }

const moves =
  (arrives: boolean): Deed =>
  async (story, step, at) =>
    answered(
      story,
      step,
      await story.world.moveTo(amountOf(step), at, step.to ?? 'elsewhere', arrives),
    )

const deeds: Readonly<Record<string, Deed>> = {
  add: asks(false),
  reserve: asks(false),
  order: asks(true),
  buy: asks(true),
  rush,
  transfer: moves(true),
  send: moves(false),
  async complete(story, step, at) {
    const { world } = story
    const wanted = step.quantity ? world.lines({ [at]: step.quantity }) : []
    answered(story, step, await world.complete(step.who, wanted))
  },
  /** A cart that holds nothing: only what somebody wants, asked for when they check out. */
  async cart({ found }, step) {
    found[`cart_${step.who}`] = amountOf(step)
  },
  async checkout(story, step, at) {
    const { world, found } = story
    const wanted = Number(found[`cart_${step.who}`] ?? amountOf(step))
    answered(story, step, await world.take(step.who, world.lines({ [at]: wanted }), null))
  },
  cancel: ({ world }, { who, quantity }) => world.letGo(who, quantity),
  release: ({ world }, { who, quantity }) => world.letGo(who, quantity),
  ship: ({ world }, { who, quantity }) => world.send(who, quantity),
  cancel_shipment: ({ world }, { who }) => world.cancelShipment(who),
  remove: ({ world }, { who }) => world.removeLine(who),
  return: ({ world }, step, at) => world.giveBack(amountOf(step), at, step.damaged),
  set: ({ world }, step, at) => world.set(amountOf(step), at),
  receive: ({ world }, step, at) => world.receive(amountOf(step), at),
  damage: ({ world }, step, at) => world.breakSome(amountOf(step), at),
  adjust: ({ world }, { by }, at) => world.adjust(by, at),
  sell: (story, step, at) => story.world.sellAtTill(amountOf(step), at, `sale-${story.turn++}`),
  look: async () => {},
}

function answered(story: Story, step: Step, answer: Answer): void {
  const ordinals = ['first', 'second', 'third', 'fourth']
  story.answers.set(ordinals[story.turn] ?? `answer ${story.turn}`, answer)
  story.turn++
  if (step.label) story.answers.set(step.label, answer)
  if (step.who !== nobody) story.answers.set(step.who, answer)
  if (answer === 'ok') story.completed++
  else {
    story.refused++
    Object.assign(story.found, { error: 'INSUFFICIENT_STOCK', available_then: answer.left })
  }
}

const nobody = 'somebody'

/** Everybody at once, each for one. */
async function rush(story: Story): Promise<void> {
  const { world, one, place } = story
  const buyers = Number(one.given.buyers ?? one.given.clients ?? 100)
  const each = Number(one.given.each ?? one.given.quantity ?? 1)
  const answers = await Promise.all(
    Array.from({ length: buyers }, async (_, index) => {
      const who = `buyer ${index}`
      const lines = world.lines({ [place]: each })
      const held = await world.take(who, lines, new Date(world.product.time.now.getTime() + 9e5))
      return held === 'ok' ? world.complete(who, lines) : held
    }),
  )
  story.completed += answers.filter((answer) => answer === 'ok').length
  story.refused += answers.filter((answer) => answer !== 'ok').length
}

type Levels = Awaited<ReturnType<StockWorld['levels']>>

const sumOf = (levels: Levels, part: 'onHand' | 'reserved' | 'inbound') =>
  [...levels.values()].reduce((sum, level) => sum + level[part], 0)

const flat = (levels: Levels) => ({
  ...{ on_hand: sumOf(levels, 'onHand'), reserved: sumOf(levels, 'reserved') },
  ...{ allocated: sumOf(levels, 'reserved'), inbound: sumOf(levels, 'inbound') },
})

const pairs = (levels: Levels) =>
  Object.fromEntries(
    [...levels].map(([place, { onHand, reserved }]) => [place, [onHand, reserved]]),
  )

async function figuresOf(story: Story, before: number): Promise<Record<string, unknown>> {
  const { world, one, answers, found } = story
  const [levels, available, all] = await Promise.all([
    world.levels(),
    world.available(),
    world.moves(),
  ])
  const moves = all.slice(before)
  const total = Object.values(available).reduce((sum, count) => sum + count, 0)
  const journal = all.reduce((sum, move) => sum + move.reserved, 0)
  const { on_hand, reserved } = flat(levels)
  const spoken = Object.fromEntries(
    [...answers].map(([name, answer]) => [name, inWords(answer, one.then[name])]),
  )
  const figures = {
    ...found,
    ...flat(levels),
    ...{ available: found.available_then ?? total, all: total, total },
    ...available,
    ...spoken,
    ...{ orders: story.completed, granted: story.completed, refused: story.refused },
    ...{ on_hand_minus_reserved: on_hand - reserved, naive_sum: on_hand - reserved },
    journal_sum_equals_reserved: journal === reserved,
    orders_equal_reservations: story.completed === reserved,
    movements: moves.filter((move) => move.onHand !== 0).map((move) => move.onHand),
    ok: story.refused === 0,
    result: story.refused === 0 ? 'ok' : 'INSUFFICIENT_STOCK',
  }
  // Sold out is told with what was left when it was; a look, with what is.
  return story.refused > 0 ? figures : { ...figures, available: total }
}

/** An answer in the words of the case: with or without what was left. */
function inWords(answer: Answer, expected: unknown): unknown {
  if (answer === 'ok') return typeof expected === 'boolean' ? true : 'ok'
  if (typeof expected === 'boolean') return false
  const code = 'INSUFFICIENT_STOCK'
  return /left/.test(String(expected)) ? `${code} (${answer.left} left)` : code
}
