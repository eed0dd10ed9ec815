import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** Warm greys, from paper to ink; Mantine's components take their neutrals from these two. */
const grey: MantineColorsTuple = [
  '#faf9f7',
  '#f3f1ed',
  '#ebe8e2',
  '#e0dbd3',
  '#d5cfc5',
  '#a69d92',
  '#6f685f',
  '#57514a',
  '#38332e',
  '#211e1a',
]

const dark: MantineColorsTuple = [
  '#f0ece6',
  '#bdb5aa',
  '#9c9489',
  '#6d665e',
  '#453f39',
  '#2e2a26',
  '#25221f',
  '#1d1a18',
  '#161412',
  '#0f0e0c',
]

/** The main button is ink, not red: the thread is the only saturated red on a page. */
const ink: MantineColorsTuple = [...grey]

/** Ink on paper turns with the light: the filled button is written in the colour of the paper. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const isInk = (input.color ?? input.theme.primaryColor) === 'ink'
  if (!isInk || input.variant !== 'filled') return colors
  return {
    background: 'var(--ink)',
    hover: 'color-mix(in srgb, var(--ink) 86%, var(--paper))',
    color: 'var(--paper)',
    border: '1px solid transparent',
  }
}

const sizes = {
  xs: '0.75rem',
  sm: '0.8125rem',
  md: '0.875rem',
  lg: '1rem',
  xl: '1.25rem',
}

export const theme = createTheme({
  colors: { gray: grey, dark, ink },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  variantColorResolver,
  white: '#ffffff',
  black: '#211e1a',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: sizes,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { transitionProps: { duration: 0 } } } },
    Textarea: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 100 },
        overlayProps: { backgroundOpacity: 0.3 },
        radius: 'lg',
      },
      styles: { title: { fontSize: 'var(--size-16)', fontWeight: 600 } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
  },
})

/** Mantine's own surfaces follow the tokens of theme.css, so that there is one palette and not two. */
export const variables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--ink)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-2)',
    '--mantine-color-gray-light-color': 'var(--ink-2)',
    '--mantine-color-gray-light-hover': 'var(--sunken)',
    '--mantine-shadow-float': 'var(--float)',
    '--mantine-shadow-md': 'var(--float)',
    '--mantine-shadow-xl': 'var(--float)',
  }
  return { variables: {}, light: both, dark: both }
}
