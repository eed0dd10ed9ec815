import { ActionIcon, Button, CloseButton, UnstyledButton } from '@mantine/core'
import { IconArrowLeft, IconPhotoPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { PictureFields } from './PictureFields.tsx'
import classes from './Product.module.css'
import type { Draft } from './productDraft.ts'
import { uploadPicture } from './upload.ts'

interface MediaFieldsProps {
  draft: Draft
  onChange: (media: Draft['media']) => void
}

/** Pictures in the order in which they are shown; the first stands for the product. */
export function MediaFields({ draft: { media, name, variants }, onChange }: MediaFieldsProps) {
  const { t } = useTexts()
  const [described, setDescribed] = useState<string>()
  const one = media.find(({ id }) => id === described)
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: (files: File[]) => Promise.all(files.map(uploadPicture)),
    onSuccess: (kept) => {
      const known = new Set(media.map(({ id }) => id))
      const fresh = kept.filter(({ id }) => !known.has(id))
      const blank = { url: null, width: null, height: null, alt: {}, sku: null }
      onChange([...media, ...fresh.map(({ id }) => ({ id, ...blank }))])
    },
  })
  const forward = (place: number) => {
    const next = [...media]
    const [moved] = next.splice(place, 1)
    if (moved) next.splice(place - 1, 0, moved)
    onChange(next)
  }
  return (
    <div className={classes.fields}>
      <ul className={classes.pictures}>
        {media.map(({ id, url, alt }, place) => (
          <li key={id}>
            <UnstyledButton
              aria-expanded={id === described}
              aria-label={t('catalog.media.describe', { n: place + 1 })}
              onClick={() => setDescribed(id === described ? undefined : id)}
            >
              <img
                src={url ?? `/media/${id}/320.webp`}
                alt={alt.fr || t('catalog.media.of', { name: name.fr })}
              />
            </UnstyledButton>
            <span>
              {place > 0 && (
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t('catalog.media.forward')}
                  onClick={() => forward(place)}
                >
                  <IconArrowLeft size={14} />
                </ActionIcon>
              )}
              <CloseButton
                size="sm"
                aria-label={t('catalog.media.remove')}
                onClick={() => onChange(media.filter((one) => one.id !== id))}
              />
            </span>
          </li>
        ))}
      </ul>
      {one ? (
        <PictureFields
          key={one.id}
          picture={one}
          variants={variants}
          onChange={(next) => onChange(media.map((each) => (each.id === next.id ? next : each)))}
        />
      ) : (
        media.length > 0 && <p className={classes.quiet}>{t('catalog.media.hint')}</p>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          if (files.length > 0) upload.mutate(files)
          event.target.value = ''
        }}
      />
      <Refused error={upload.error} />
      <Button
        className={classes.start}
        size="compact-sm"
        variant="default"
        loading={upload.isPending}
        leftSection={<IconPhotoPlus size={15} stroke={1.5} />}
        onClick={() => input.current?.click()}
      >
        {t('catalog.media.add')}
      </Button>
    </div>
  )
}
