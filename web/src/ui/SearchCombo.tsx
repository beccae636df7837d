import { type KeyboardEvent, useContext, useDeferredValue, useEffect } from 'react'
import { ComboBox, ComboBoxStateContext, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useSearch } from '../api/queries.ts'
import { useScope } from '../app/scope.ts'
import { useLanguage } from './language.ts'
import { entityTypeLabel, propertyLabel } from './ontology.ts'
import { TypeGlyph } from './TypeGlyph.tsx'

interface Props {
  label: string
  labelClass: string
  placeholder?: string | undefined
  types?: readonly string[] | undefined
  text: string
  onText: (text: string) => void
  /** Enter was pressed on the text: its best hit is chosen as soon as it is known. */
  entered: boolean
  onEntered: (entered: boolean) => void
  onChoose: (entity: { id: string; type: string; name: string }) => void
}

/** In the very moment in which this takes the place of the plain field: what is typed in between would be lost. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus()

/** The suggestions under the search field, with all the keyboard and screen reader behaviour of a combobox. */
export function SearchCombo({ label, labelClass, placeholder, types, text, onText, entered, onEntered, onChoose }: Props) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const asked = useDeferredValue(text)
  const search = useSearch(asked, useScope(), types)
  const hits = text.trim() === '' ? [] : (search.data?.items ?? [])
  const items = hits.map((hit) => ({ ...hit, id: hit.entity.id }))
  const known = asked === text && search.isSuccess && !search.isPlaceholderData
  const best = hits[0]?.entity

  useEffect(() => {
    if (!entered || !known) return
    onEntered(false)
    if (best) onChoose(best)
  }, [entered, known, best, onEntered, onChoose])

  /** On a suggestion Enter is the combobox's own; on the text itself it would only close the list. */
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.currentTarget.getAttribute('aria-activedescendant')) return
    event.preventDefault()
    event.stopPropagation()
    if (text.trim() !== '') onEntered(true)
  }
  return (
    <ComboBox
      className="search__combo"
      items={items}
      inputValue={text}
      onInputChange={onText}
      selectedKey={null}
      onSelectionChange={(key) => {
        const hit = items.find((one) => one.id === key)
        if (hit) onChoose(hit.entity)
      }}
      // The text itself, not what is asked for it a moment later: the list opens on a change of the text, and only then.
      allowsEmptyCollection={text.trim() !== ''}
      // What was typed before this was loaded must show its hits too.
      menuTrigger="focus"
      allowsCustomValue
      autoFocus
    >
      <StayOpen />
      <Label className={labelClass}>{label}</Label>
      <Input ref={takeFocus} className="kern-form-input__input search__input" placeholder={placeholder ?? ''} maxLength={10000} onKeyDownCapture={enter} />
      <Popover className="search__popover" placement="bottom start">
        {search.data?.cut && <p className="search__note">{t('app.searchCut')}</p>}
        <ListBox
          className="search__list"
          renderEmptyState={() => (
            <div className="search__note">
              {search.isError
                ? t('app.searchFailed')
                : search.isFetching
                  ? t('status.loading')
                  : `${t('app.searchNone', { text: asked.trim().slice(0, 60) })} ${t('app.searchNoneNext')}`}
            </div>
          )}
        >
          {(hit: (typeof items)[number]) => (
            <ListBoxItem className="search__item" id={hit.id} textValue={hit.entity.name}>
              <TypeGlyph type={hit.entity.type} />
              <span className="search__name">{hit.entity.name}</span>{' '}
              <span className="search__type">
                {pick(entityTypeLabel(hit.entity.type))}
                {hit.matched.property !== 'name' && ` · ${t('app.matchedIn', { property: pick(propertyLabel(hit.entity.type, hit.matched.property)) })}`}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/**
 * Keeps the suggestions open when the page moves under them. The combobox closes on every scroll; but the page scrolls by itself,
 * when a phone's keyboard comes up or what stands above has loaded, and the reader would be left with a text and no hits.
 */
function StayOpen() {
  const state = useContext(ComboBoxStateContext)
  const open = state?.isOpen
  useEffect(() => {
    if (!state || !open) return
    // Heard after the combobox's own listener, in the same event: it closes, this opens, and nothing is drawn in between.
    const again = () => state.open(null, 'input')
    document.addEventListener('scroll', again, { passive: true })
    return () => document.removeEventListener('scroll', again)
  }, [state, open])
  return null
}
