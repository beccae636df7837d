import { useLanguage } from '../../ui/language.ts'
import './edit.css'
import { texts } from './texts.ts'

/** A draft that cannot be filled in any more: says so, and shows its texts to be copied. */
export function BrokenDraft({ text, onDrop }: { text: string; onDrop: () => void }) {
  const { pick } = useLanguage()
  return (
    <div className="form__note form__note--away">
      <p>{pick(text.trim() === '' ? texts.brokenEmpty : texts.broken)}</p>
      {text.trim() !== '' && (
        <details>
          <summary>{pick(texts.brokenShow)}</summary>
          <textarea className="form__input" readOnly rows={6} aria-label={pick(texts.brokenShow)} value={text} onFocus={(event) => event.target.select()} />
        </details>
      )}
      <button type="button" className="kern-btn kern-btn--tertiary" onClick={onDrop}>
        <span className="kern-label">{pick(texts.brokenDrop)}</span>
      </button>
    </div>
  )
}
