import type { Browser, Page } from 'playwright-core'
import { type Api, openApi } from './api.ts'
import { complaintsOf, openBrowser, personal } from './browser.ts'
import { becomeOwner } from './console.ts'
import { moveIn, type Running } from './house.ts'

export interface Office {
  readonly product: Running
  readonly api: Api
  /** The owner's page, in French, on a large screen. */
  readonly page: Page
  /** What its pages complained about until now. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** The product on an empty folder, somebody who has just become its owner before it, and a key of theirs. */
export async function openOffice(settings: Readonly<Record<string, string>>): Promise<Office> {
  const house = await moveIn(settings)
  let browser: Browser | undefined
  const close = async () => {
    await browser?.close()
    await house.leave()
  }
  try {
    const product = await house.start()
    browser = await openBrowser()
    const desk = await personal(browser)
    const complaints = complaintsOf(desk)
    const page = await desk.newPage()
    await page.setViewportSize({ width: 1440, height: 900 })
    await becomeOwner(page, product)
    return { product, api: await openApi(house, product), page, complaints, close }
  } catch (error) {
    await close()
    throw error
  }
}
