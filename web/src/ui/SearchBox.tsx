import { entityTypeLabel } from './ontology.ts'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useSearch } from '../api/queries.ts'
import { useScope } from '../app/scope.ts'
import { useLanguage } from './language.ts'
import { propertyLabel } from './ontology.ts'
import { TypeGlyph } from './TypeGlyph.tsx'

interface Props {
  label: string
  placeholder?: string
  /** Only these types. */
  types?: readonly string[]
  /** Reacts to the key `/` from anywhere on the page. */
  shortcut?: boolean
  /** Where a chosen entity leads; default: its page. */
  onChoose?: (entity: { id: string; type: string; name: string }) => void
  /** Show the label above the field instead of only to screen readers. */
  showLabel?: boolean
}

/** Search as you type over everything that the reader may see; Enter or click opens the entity. */
export function SearchBox({ label, placeholder, types, shortcut = false, onChoose, showLabel = false }: Props) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const scope = useScope()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text)
  const search = useSearch(asked, scope, types)
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()

  useEffect(() => {
    if (!shortcut) return
    const jump = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', jump)
    return () => document.removeEventListener('keydown', jump)
  }, [shortcut])

  const items = text.trim() === '' ? [] : (search.data?.items ?? [])
  const choose = (id: string) => {
    const hit = items.find((one) => one.entity.id === id)
    if (!hit) return
    setText('')
    if (onChoose) onChoose(hit.entity)
    else void navigate({ to: '/e/$id', params: { id }, search: {} })
  }

  return (
    <ComboBox
      className="search"
      items={items.map((hit) => ({ ...hit, id: hit.entity.id }))}
      inputValue={text}
      onInputChange={setText}
      selectedKey={null}
      onSelectionChange={(key) => key !== null && choose(String(key))}
      allowsEmptyCollection={asked.trim() !== ''}
      menuTrigger="input"
      allowsCustomValue
    >
      <Label className={showLabel ? 'search__label' : 'kern-sr-only'}>{label}</Label>
      <Input ref={input} className="kern-form-input__input search__input" placeholder={placeholder} maxLength={10000} aria-describedby={shortcut ? hintId : undefined} />
      {shortcut && (
        <kbd className="search__key" id={hintId} title={t('app.searchHint')}>
          /
        </kbd>
      )}
      <Popover className="search__popover" placement="bottom start">
        {search.data?.cut && <p className="search__note">{t('app.searchCut')}</p>}
        <ListBox
          className="search__list"
          renderEmptyState={() => (
            <div className="search__note">
              {search.isError ? t('app.searchFailed') : search.isFetching ? t('status.loading') : `${t('app.searchNone', { text: asked.trim().slice(0, 60) })} ${t('app.searchNoneNext')}`}
            </div>
          )}
        >
          {(hit: (typeof items)[number] & { id: string }) => (
            <ListBoxItem className="search__item" id={hit.id} textValue={hit.entity.name}>
              <TypeGlyph type={hit.entity.type} />
              <Text slot="label" className="search__name">
                {hit.entity.name}
              </Text>
              <Text slot="description" className="search__type">
                {pick(entityTypeLabel(hit.entity.type))}
                {hit.matched.property !== 'name' && ` · ${t('app.matchedIn', { property: pick(propertyLabel(hit.entity.type, hit.matched.property)) })}`}
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
