import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

const SearchCombo = lazy(() => import('./SearchCombo.tsx').then((module) => ({ default: module.SearchCombo })))

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

/**
 * Search as you type over everything that the reader may see; Enter opens the best hit, arrows and click any other.
 * Until it is first used it is a plain field: the combobox behind it is a third of all our JavaScript.
 */
export function SearchBox({ label, placeholder, types, shortcut = false, onChoose, showLabel = false }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [used, setUsed] = useState(false)
  // Enter was pressed on what was typed, perhaps before its hits were there.
  const [entered, setEntered] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const fieldId = useId()
  const labelClass = showLabel ? 'search__label' : 'kern-sr-only'

  useEffect(() => {
    if (!shortcut) return
    const jump = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return
      event.preventDefault()
      box.current?.querySelector('input')?.focus()
    }
    document.addEventListener('keydown', jump)
    return () => document.removeEventListener('keydown', jump)
  }, [shortcut])

  const type = (next: string) => {
    setText(next)
    setEntered(false)
  }
  const choose = (entity: { id: string; type: string; name: string }) => {
    type('')
    if (onChoose) onChoose(entity)
    else void navigate({ to: '/e/$id', params: { id: entity.id }, search: {} })
  }
  const plain = (
    <>
      <label className={labelClass} htmlFor={fieldId}>
        {label}
      </label>
      <input
        id={fieldId}
        className="kern-form-input__input search__input"
        type="text"
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onFocus={() => setUsed(true)}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && setEntered(true)}
        // biome-ignore lint/a11y/noAutofocus: it takes over the focus that the reader has just set
        autoFocus={used}
      />
    </>
  )
  return (
    <div className="search" ref={box}>
      {used ? (
        <Suspense fallback={plain}>
          <SearchCombo
            label={label}
            labelClass={labelClass}
            placeholder={placeholder}
            types={types}
            text={text}
            onText={type}
            entered={entered}
            onEntered={setEntered}
            onChoose={choose}
          />
        </Suspense>
      ) : (
        plain
      )}
      {shortcut && (
        <kbd className="search__key" title={t('app.searchHint')} aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  )
}
