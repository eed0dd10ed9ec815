/**
 * Arrays as PostgreSQL writes them. The driver would look at each element for what must be quoted,
 * which costs the weave more than all else it does here.
 */

/** Of ids and numbers: nothing in them needs quotes. */
export const plainArray = (values: readonly (string | number)[]): string => `{${values.join()}}`

/** Of texts. */
export const textArray = (values: readonly string[]): string => `{${values.map(quoted).join()}}`

const quoted = (value: string) =>
  special.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : `"${value}"`

const special = /["\\]/
