import type { Logger } from 'pino'
import { cardRoutes, installBank } from './demo/cards/routes.ts'
import { goodsLoop } from './demo/goods.ts'
import { ordersLoop } from './demo/orders.ts'
import { passersLoop } from './demo/passers-loop.ts'
import { fancied } from './demo/rayons.ts'
import { demoRoutes } from './demo/routes.ts'
import { shopRoutes } from './demo/shop-routes.ts'
import { stockLoop } from './demo/stock.ts'
import { tellerLoop } from './demo/tell.ts'
import type { ProductClock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import type { Db } from './kernel/database.ts'
import { httpServer } from './kernel/http.ts'
import type { Job } from './kernel/jobs.ts'
import type { Loop } from './kernel/loops.ts'
import type { NewsReader } from './kernel/news/news.ts'
import { pruneNewsJob } from './kernel/news/prune.ts'
import { newsLoop } from './kernel/news/read.ts'
import { openSeal } from './kernel/seal.ts'
import type { Signals } from './kernel/signals.ts'
import { kernelTables } from './kernel/tables.ts'
import type { InWork } from './kernel/work.ts'
import {
  audiencesHooks,
  audiencesJobs,
  audiencesLoops,
  audiencesRoutes,
  audiencesTables,
  installAudiences,
  nextChangeAt,
  publicBases,
  syncsConsumer,
  syncsLoop,
} from './modules/audiences/index.ts'
import {
  cartMergesLoop,
  cartsHooks,
  cartsJobs,
  cartsRoutes,
  cartsTables,
  Shoppers,
  shopRoutes as shopApi,
} from './modules/carts/index.ts'
import { catalogRoutes, catalogTables, csvLoop, priceTurnsLoop } from './modules/catalog/index.ts'
import {
  Bars,
  confirmConsumer,
  consentHooks,
  consentRoutes,
  consentTables,
  measureRoutes,
  openLinks,
  privacyRoutes,
  refusingMeasure,
  requestsLoop,
  retentionJob,
} from './modules/consent/index.ts'
import {
  customersJobs,
  customersRoutes,
  customersTables,
  identityRoutes,
  nameOf,
  openIdentify,
  profileConsumer,
  profilesOf,
} from './modules/customers/index.ts'
import {
  buyersOf,
  insightConsumers,
  insightHooks,
  insightRoutes,
  insightTables,
  salesOf,
} from './modules/insight/index.ts'
import {
  backtestRoutes,
  Conductor,
  installJourneys,
  journeysConsumers,
  journeysHooks,
  journeysLoops,
  journeysNews,
  journeysRoutes,
  journeysTables,
  nextStepAt,
  usersOf,
} from './modules/journeys/index.ts'
import {
  houseMails,
  installTemplates,
  lastClicks,
  messagesConsumers,
  messagesJobs,
  messagesRoutes,
  messagesTables,
  nextMessageAt,
  openMessages,
} from './modules/messages/index.ts'
import {
  dictation,
  lettersLoop,
  type OrderKey,
  onPayment,
  ordersJobs,
  ordersRoutes,
  ordersTables,
  sealedCodes,
  shopOrderRoutes,
  statusRoutes,
  sweepLoop,
} from './modules/orders/index.ts'
import { openCashier, paymentsRoutes, paymentsTables } from './modules/payments/index.ts'
import {
  installPromotions,
  promotionsHooks,
  promotionsJobs,
  promotionsRoutes,
  promotionsTables,
} from './modules/promotions/index.ts'
import { shopsRoutes, shopsTables } from './modules/shops/index.ts'
import { expiryLoop, stockJobs, stockRoutes, stockTables } from './modules/stock/index.ts'
import {
  authorise,
  brand,
  commandLine,
  startAuth,
  teamJobs,
  teamRoutes,
  teamTables,
} from './modules/team/index.ts'
import type { Consumer, WeaveHook } from './modules/thread/events.ts'
import {
  allowOtherOrigins,
  clientRoutes,
  collectRoutes,
  consumerLoop,
  historyLoop,
  Inbox,
  importRoutes,
  importTables,
  openDoor,
  openWeaver,
  threadJobs,
  threadRoutes,
  threadTables,
} from './modules/thread/index.ts'
import { closingsLoop, tillRoutes, tillTables } from './modules/till/index.ts'
import { sdkRoutes } from './sdk-routes.ts'
import { aboutTheApi, site } from './site.ts'
import { snippetRoutes } from './snippet-routes.ts'
import { stockNames } from './stock-names.ts'

/** What the composition is made of: opened by whoever starts a process, or by a test. */
export interface Parts {
  readonly db: Db
  readonly databaseUrl: string
  readonly inWork: InWork
  readonly clock: Pick<ProductClock, 'now' | 'demo'>
  readonly signals: Signals
  readonly log: Logger
  readonly config: Pick<Config, 'baseUrl' | 'dataDir' | 'smtpUrl' | 'mailFrom' | 'dkim'> &
    Partial<Pick<Config, 'sealKey' | 'trustedProxies' | 'webhookHosts'>>
  /** How long the provider of payments is waited for, in milliseconds, where not as usual. */
  readonly patience?: number
}

/** Every table of the product, with its place on many nodes and what it tells of a customer. */
export const allTables = {
  ...kernelTables,
  ...threadTables,
  ...importTables,
  ...customersTables,
  ...teamTables,
  ...consentTables,
  ...audiencesTables,
  ...insightTables,
  ...journeysTables,
  ...messagesTables,
  ...cartsTables,
  ...ordersTables,
  ...catalogTables,
  ...shopsTables,
  ...stockTables,
  ...promotionsTables,
  ...paymentsTables,
  ...tillTables,
}

/** The composition root: the only file that knows every module. */
export async function buildApp(parts: Parts) {
  const { db, inWork, clock, signals, log, config } = parts
  const auth = startAuth({ db, baseUrl: config.baseUrl, log })
  const inbox = new Inbox(parts.databaseUrl)
  const bars = new Bars(db, signals)
  const seal = openSeal(config)
  const { patience } = parts
  const door = openDoor({ db, signals, clock: clock.now, log, bars, config })
  const { keyring, gate } = door
  const links = await openLinks(db, clock.now())
  const pageOf = ({ customerId, orderId }: OrderKey) =>
    `${config.baseUrl}/order/${links.sign('s', { customerId, messageId: orderId, about: '' })}`
  const cashier = openCashier({
    ...{ db, inWork, seal, returnTo: (order) => `${pageOf(order)}?from=bank` },
    ...(patience !== undefined && { patience }),
  })
  const messages = await openMessages({ db, inWork, links, demo: clock.demo, config })

  const post = houseMails(inWork)
  const privacy = {
    ...{ db, inWork, clock, links, baseUrl: config.baseUrl, tables: allTables },
    ...{ post, lastClicks },
    recipients: config.smtpUrl && !clock.demo ? [new URL(config.smtpUrl).host] : [],
  }

  const http = await httpServer({
    title: 'Filrouge',
    description: aboutTheApi,
    log,
    checkAccess: authorise(db, auth),
    trustedProxies: config.trustedProxies,
  })
  await http.register(async (doors) => {
    doors.addHook('onRequest', allowOtherOrigins)
    await doors.register(measureRoutes, { inWork, keyring })
    await doors.register(clientRoutes, { keyring, baseUrl: config.baseUrl })
    await doors.register(collectRoutes, { inbox, keyring, gate, clock: clock.now })
  })
  await http.register(teamRoutes, {
    ...{ db, inWork, auth, clock, seal },
    sendsMail: messages.post !== undefined,
  })
  await http.register(threadRoutes, { db, inWork, clock, signals, door, namesOf })
  await http.register(importRoutes, { db, inWork, gate, dataDir: config.dataDir, log })
  await http.register(customersRoutes, { db, inWork, clock, signals, buyersOf, salesOf })
  await http.register(identityRoutes, { db, inWork })
  await http.register(consentRoutes, { db, inWork, links, brandName: (await brand(db)).name })
  await http.register(privacyRoutes, { ...privacy, brandName: (await brand(db)).name })
  await http.register(audiencesRoutes, { db, inWork, clock, seal, usedBy: usersOf })
  await http.register(insightRoutes, { db, refusingMeasure })
  await http.register(journeysRoutes, { db, inWork, clock })
  await http.register(backtestRoutes, { db, inWork })
  await http.register(messagesRoutes, messages.routes)
  await http.register(catalogRoutes, { db, inWork, clock })
  await http.register(shopsRoutes, { db, inWork, clock })
  await http.register(stockRoutes, { db, inWork, names: stockNames(clock.now) })
  await http.register(demoRoutes, {
    db,
    inWork,
    clock,
    nextDue: [nextStepAt, nextMessageAt, nextChangeAt],
  })
  await http.register(promotionsRoutes, { db, inWork, clock })
  await http.register(tillRoutes, { db, inWork })
  await http.register(paymentsRoutes, { db, inWork, seal, baseUrl: config.baseUrl })
  const shop = {
    ...{ db, inWork, clock, signals, keyring, post, shoppers: new Shoppers(db, clock.now) },
    shopUrl: clock.demo ? `${config.baseUrl}/shop` : config.baseUrl,
  }
  await http.register(shopApi, shop)
  await http.register(cartsRoutes, shop)
  const codes = sealedCodes(seal)
  const orders = {
    ...{ ...shop, cashier, codes, links, pageOf },
    brandName: (await brand(db)).name,
  }
  cashier.listen(onPayment)
  await http.register(shopOrderRoutes, orders)
  await http.register(ordersRoutes, orders)
  await http.register(statusRoutes, orders)
  if (clock.demo) {
    const { baseUrl, dataDir } = config
    await http.register(cardRoutes, { db, seal, baseUrl, dataDir, log })
  }
  if (clock.demo) await http.register(shopRoutes, { db, clock })
  await http.register(sdkRoutes)
  await http.register(snippetRoutes)
  await site(http, config.baseUrl)

  const hooks: WeaveHook[] = [
    ...insightHooks,
    ...consentHooks(),
    ...audiencesHooks(),
    ...journeysHooks(),
    ...promotionsHooks(),
    ...cartsHooks(),
  ]
  const weaver = openWeaver({
    databaseUrl: parts.databaseUrl,
    clock: clock.now,
    identify: openIdentify(),
    hooks,
    log,
  })
  const consumers: Consumer[] = [
    profileConsumer(refusingMeasure),
    ...insightConsumers,
    syncsConsumer,
    ...journeysConsumers(),
    ...messagesConsumers(),
    confirmConsumer(privacy),
  ]
  const mayCall = config.webhookHosts ?? []
  /** Who hears of what is nobody's: prices, stock, shops. */
  const newsReaders: NewsReader[] = [journeysNews()]
  const conductor = new Conductor({ databaseUrl: parts.databaseUrl, inWork, log })
  const loops: Loop[] = [
    weaver.loop,
    historyLoop(inWork),
    ...consumers.map((consumer) => consumerLoop(inWork, consumer, log)),
    ...newsReaders.map((reader) => newsLoop(inWork, reader, log)),
    ...audiencesLoops(inWork),
    syncsLoop({ inWork, seal, now: clock.now, bases: publicBases, mayCall }),
    ...journeysLoops({ inWork, log, mayCall }),
    conductor.loop,
    ...messages.loops,
    requestsLoop(privacy),
    expiryLoop({ db, inWork, now: clock.now }),
    ...cashier.loops(),
    priceTurnsLoop(inWork),
    csvLoop({ db, inWork, log }),
    cartMergesLoop(inWork),
    sweepLoop({ db, inWork, now: clock.now }),
    closingsLoop({ inWork, seal }),
    lettersLoop({ db, inWork, post, dictate: dictation({ codes, pageOf }) }),
  ]
  if (clock.demo)
    loops.push(
      goodsLoop({ db, inWork }),
      stockLoop({ db, inWork }),
      ordersLoop({ db, inWork, http }),
      passersLoop({ db, inWork, now: clock.now }),
    )
  if (clock.demo)
    loops.push(
      tellerLoop({
        db,
        inWork,
        furnish: [
          async (work) => installJourneys(work, { templateIds: await installTemplates(inWork) }),
          (work) => installAudiences(work, commandLine, 'fr', fancied),
          async (work) => installPromotions(work, (await brand(work.tx)).currency),
          (work) => installBank(work, { seal, baseUrl: config.baseUrl }),
        ],
      }),
    )
  const jobs: Job[] = [
    pruneNewsJob(inWork, newsReaders),
    ...stockJobs(inWork),
    ...threadJobs(inWork),
    ...customersJobs(db, inWork),
    ...teamJobs(inWork, messages.post && { post: messages.post, baseUrl: config.baseUrl }),
    ...audiencesJobs(inWork),
    ...messagesJobs(inWork),
    ...cartsJobs(inWork),
    ...ordersJobs(inWork),
    retentionJob(privacy),
    ...promotionsJobs(inWork),
  ]

  const close = async () => {
    await http.close()
    await conductor.close()
    await messages.close()
    await inbox.close()
    await weaver.close()
    await door.close()
    bars.close()
  }
  return { http, loops, jobs, inbox, door, cashier, seal, close }
}

async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string | null>> {
  const profiles = await profilesOf(db, ids)
  return new Map([...profiles].map(([id, profile]) => [id, nameOf(profile.traits)]))
}
