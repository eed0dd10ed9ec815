/** Something that a person should look at now, and where. */
export interface Concern {
  id: string
  text: string
  why: string
  to: string
  search?: Record<string, string>
}
