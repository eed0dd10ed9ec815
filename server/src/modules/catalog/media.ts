import { createHash } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { NoPicture, PictureTooLarge } from './refusals.ts'
import './tables.ts'

/** What may be sent, in bytes and in points. */
export const largestPicture = 12 * 1024 * 1024
const mostPixels = 60_000_000
/** The longer side of what is kept, in points: for a page, a list, a thumbnail. */
export const sizes = [1600, 800, 320] as const
/** What is taken, by what the bytes say and not by what the sender calls them. A drawing (SVG) may hold a script. */
const taken = new Set(['jpeg', 'png', 'webp', 'heif', 'gif', 'tiff'])

export interface Small {
  readonly hash: string
  readonly width: number
  readonly height: number
  readonly files: readonly { readonly size: number; readonly body: Buffer }[]
}

/** Makes a picture small, in the sizes that are shown, upright and without what a camera wrote into it. */
export async function makeSmall(body: Buffer): Promise<Small> {
  // Loaded when the first picture comes: its library is large, and most processes never see one.
  const { default: sharp } = await import('sharp')
  const picture = () => sharp(body, { limitInputPixels: mostPixels, failOn: 'error' })
  const about = await picture()
    .metadata()
    .catch((error: Error) => {
      if (/pixel limit/i.test(error.message)) throw new PictureTooLarge({ most: mostPixels })
      throw new NoPicture({ found: null })
    })
  if (!about.format || !taken.has(about.format))
    throw new NoPicture({ found: about.format ?? null })
  if ((about.width ?? 0) * (about.height ?? 0) > mostPixels)
    throw new PictureTooLarge({ most: mostPixels })
  const files: { size: number; body: Buffer }[] = []
  let full = { width: 0, height: 0 }
  for (const size of sizes) {
    const { data, info } = await picture()
      .rotate()
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw new NoPicture({ found: about.format ?? null })
      })
    if (size === sizes[0]) full = { width: info.width, height: info.height }
    files.push({ size, body: data })
  }
  return { hash: createHash('sha256').update(body).digest('hex'), ...full, files }
}

/** Keeps a picture; the same one sent again is the one that is there. */
export async function keepPicture(work: Work, small: Small): Promise<string> {
  const { tx, now } = work
  const { hash, width, height } = small
  const added = await tx
    .insertInto('catalog.media')
    .values({ id: work.newId(), url: null, hash, width, height, created_at: now })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) {
    const known = await tx
      .selectFrom('catalog.media')
      .select('id')
      .where('hash', '=', hash)
      .executeTakeFirstOrThrow()
    return known.id
  }
  await tx
    .insertInto('catalog.media_file')
    .values(small.files.map((file) => ({ media_id: added.id, ...file })))
    .execute()
  return added.id
}

/** Pictures that lie elsewhere, by their addresses; each is one row however often it is named. */
export async function linkPictures(
  work: Work,
  urls: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(urls)]
  if (wanted.length === 0) return new Map()
  const known = await work.tx
    .selectFrom('catalog.media')
    .select(['id', 'url'])
    .where('url', 'in', wanted)
    .execute()
  const idOf = new Map(known.map(({ id, url }) => [url ?? '', id]))
  const fresh = wanted.filter((url) => !idOf.has(url)).map((url) => ({ id: work.newId(), url }))
  if (fresh.length > 0) {
    await work.tx
      .insertInto('catalog.media')
      .values(
        fresh.map((one) => ({
          ...one,
          ...{ hash: null, width: null, height: null, created_at: work.now },
        })),
      )
      .execute()
  }
  for (const { id, url } of fresh) idOf.set(url, id)
  return idOf
}

/** A picture in one of the kept sizes. */
export async function pictureFile(db: Db, id: string, size: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('catalog.media_file')
    .select('body')
    .where('media_id', '=', id)
    .where('size', '=', size)
    .executeTakeFirst()
  return row?.body
}
