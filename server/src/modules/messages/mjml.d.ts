declare module 'mjml' {
  interface MjmlFault {
    readonly line: number
    readonly message: string
    readonly tagName: string
  }
  interface MjmlOptions {
    validationLevel?: 'strict' | 'soft' | 'skip'
    ignoreIncludes?: boolean
    fonts?: Record<string, string>
  }
  function mjml2html(
    mjml: string,
    options?: MjmlOptions,
  ): Promise<{ html: string; errors: MjmlFault[] }>
  export = mjml2html
}
