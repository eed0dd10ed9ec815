import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Work } from '../../../kernel/work.ts'
import { type Actor, actorRef, audit } from '../../team/index.ts'
import { ById, type JourneysRoutesOptions, reads, refusals, writes } from '../route-parts.ts'
import { createCampaign, deleteCampaign, editCampaign } from './campaigns.ts'
import {
  CampaignChange,
  CampaignDetail,
  CampaignPage,
  CampaignQuery,
  NewCampaign,
} from './contract.ts'
import { campaignDetail, campaignPage } from './pages.ts'
import {
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  unscheduleCampaign,
} from './turn.ts'

const tags = ['campaigns']

export const campaignRoutes: FastifyPluginAsyncZod<JourneysRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  const detail = (id: string) => campaignDetail(db, id, clock.now())
  const audited = (
    actor: Actor,
    action: string,
    id: string,
    change: (work: Work, id: string) => Promise<void>,
  ) =>
    inWork(async (work) => {
      await change(work, id)
      await audit(work, actor, `journeys/${action}`, `campaign:${id}`)
    })

  app.get(
    '/api/campaigns',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Campaigns, the newest first, with how far each is' },
        querystring: CampaignQuery,
        response: { 200: CampaignPage },
      },
    },
    ({ query }) => campaignPage(db, query),
  )

  app.get(
    '/api/campaigns/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One campaign: what it says, how far it is, what it brought' },
        params: ById,
        response: { 200: CampaignDetail, ...refusals },
      },
    },
    ({ params }) => detail(params.id),
  )

  app.post(
    '/api/campaigns',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Begin a campaign, as a draft', body: NewCampaign },
        response: { 201: CampaignDetail },
      },
    },
    async ({ actor, body }, reply) => {
      const id = await inWork(async (work) => {
        const created = await createCampaign(work, body, actorRef(actor))
        await audit(work, actor, 'journeys/campaign-created', `campaign:${created}`)
        return created
      })
      return reply.code(201).send(await detail(id))
    },
  )

  app.put(
    '/api/campaigns/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change the draft of a campaign', params: ById, body: CampaignChange },
        response: { 200: CampaignDetail, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      await audited(actor, 'campaign-edited', params.id, (work, id) =>
        editCampaign(work, id, body, actorRef(actor)),
      )
      return detail(params.id)
    },
  )

  app.delete(
    '/api/campaigns/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Throw the draft of a campaign away', params: ById },
        response: { 204: z.undefined(), ...refusals },
      },
    },
    async ({ actor, params }, reply) => {
      await audited(actor, 'campaign-deleted', params.id, deleteCampaign)
      return reply.code(204).send()
    },
  )

  const changes: [string, string, (work: Work, id: string) => Promise<void>, string][] = [
    ['schedule', 'scheduled', scheduleCampaign, 'Let a campaign go out when its moment comes'],
    ['unschedule', 'unscheduled', unscheduleCampaign, 'Make a campaign a draft that has not begun'],
    ['pause', 'paused', (work, id) => pauseCampaign(work, id), 'Pause a campaign at once'],
    ['resume', 'resumed', resumeCampaign, 'Let a campaign go on where it was'],
    ['cancel', 'cancelled', cancelCampaign, 'End a campaign: who was not written to never is'],
  ]
  for (const [verb, action, change, summary] of changes) {
    app.post(
      `/api/campaigns/:id/${verb}`,
      {
        config: writes,
        schema: { tags, summary, params: ById, response: { 200: CampaignDetail, ...refusals } },
      },
      async ({ actor, params }) => {
        await audited(actor, `campaign-${action}`, params.id, change)
        return detail(params.id)
      },
    )
  }
}
