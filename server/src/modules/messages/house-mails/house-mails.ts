import type { InWork, Work } from '../../../kernel/work.ts'
import { compileContents } from '../compile.ts'
import type { MessagePurpose } from '../contract.ts'
import { planMessages } from '../plan.ts'
import { createTemplate, templateNamed } from '../templates.ts'
import { type HouseMailName, houseMailTexts, houseMjml } from './texts.ts'

/** One mail of the house to one person. */
interface HouseLetter {
  readonly customerId: string
  readonly mail: HouseMailName
  readonly key: string
  readonly variables: Readonly<Record<string, string>>
  /** Where they asked for it to go. */
  readonly to?: string
}

const names = Object.keys(houseMailTexts) as HouseMailName[]
const templateName = (mail: HouseMailName) => `filrouge/${mail}`

/** Only the confirmation may go to somebody who has not confirmed yet. */
const purposeOf = (mail: HouseMailName): MessagePurpose =>
  mail === 'confirm-consent' ? 'confirmation' : 'service'

/** The mails that the house itself sends. Like any other they can be rewritten in the console. */
export function houseMails(inWork: InWork) {
  let ready: Promise<void> | undefined
  return {
    /** Compiles those that this house never had; that takes longer than a transaction may. */
    ready(): Promise<void> {
      ready ??= install(inWork).catch((error) => {
        ready = undefined
        throw error
      })
      return ready
    },
    async plan(work: Work, letters: readonly HouseLetter[]): Promise<void> {
      const ids = new Map<HouseMailName, string>()
      for (const mail of new Set(letters.map((letter) => letter.mail))) {
        const template = await templateNamed(work.tx, templateName(mail))
        if (template) ids.set(mail, template.id)
      }
      await planMessages(
        work,
        letters.map(({ customerId, mail, key, variables, to }) => {
          const templateId = ids.get(mail)
          if (!templateId) throw new Error(`the mail ${mail} is not ready`)
          return { customerId, key, templateId, variables, ...(to && { to }) }
        }),
      )
    },
  }
}

export type HouseMails = ReturnType<typeof houseMails>

async function install(inWork: InWork): Promise<void> {
  for (const mail of names) {
    const name = templateName(mail)
    if (await inWork((work) => templateNamed(work.tx, name))) continue
    const { fr, en } = houseMailTexts[mail]
    const purpose = purposeOf(mail)
    const contents = await compileContents(
      {
        fr: { subject: fr.subject, preheader: '', mjml: houseMjml('fr', fr) },
        en: { subject: en.subject, preheader: '', mjml: houseMjml('en', en) },
      },
      purpose,
    )
    await inWork(async (work) => {
      if (await templateNamed(work.tx, name)) return
      await createTemplate(work, { name, channel: 'email', purpose, contents }, 'filrouge')
    })
  }
}
