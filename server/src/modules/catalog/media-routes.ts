import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { defineRefusal } from '../../kernel/refusal.ts'
import { keepPicture, largestPicture, makeSmall, pictureFile, sizes } from './media.ts'
import { imageUrl } from './media-url.ts'
import { NoPicture } from './refusals.ts'
import type { CatalogRoutesOptions } from './routes-options.ts'

const NoSuchPicture = defineRefusal<{ id: string }>('catalog/picture-not-found', 404)
const Kept = z.object({ id: z.uuid(), url: z.string() })

/** Pictures in, made small; and out, for whoever shows them, for as long as they like. */
export const mediaRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/media/:id/:file',
    {
      config: { access: 'public' },
      schema: {
        hide: true,
        params: z.object({ id: z.uuid(), file: z.string().regex(/^\d{3,4}\.webp$/) }),
      },
    },
    async ({ params: { id, file } }, reply) => {
      const size = Number(file.slice(0, -'.webp'.length))
      const body = sizes.some((one) => one === size) ? await pictureFile(db, id, size) : undefined
      if (!body) throw new NoSuchPicture({ id })
      return reply
        .headers({
          'content-type': 'image/webp',
          // A picture never changes under its id.
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'",
        })
        .send(body as never)
    },
  )

  const doorOfPictures: FastifyPluginAsyncZod = async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    door.post(
      '/api/catalog/media',
      {
        config: { access: 'catalog:write' },
        bodyLimit: largestPicture,
        schema: {
          tags: ['catalog'],
          summary: 'Keep a picture',
          response: { 201: Kept, 413: Problem, 422: Problem },
        },
      },
      async (request, reply) => {
        const body: unknown = request.body
        if (!Buffer.isBuffer(body) || body.length === 0) throw new NoPicture({ found: null })
        const small = await makeSmall(body)
        const id = await inWork((work) => keepPicture(work, small))
        return reply.code(201).send({ id, url: imageUrl({ id, url: null }) })
      },
    )
  }
  await app.register(doorOfPictures)
}
