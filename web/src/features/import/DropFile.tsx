import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScope } from '../../app/scope.ts'
import { ErrorNote } from '../../ui/Status.tsx'
import { FromAddress } from './FromAddress.tsx'
import { mappingsQuery, patiently, upload } from './imports.ts'

const accepted = '.xlsx,.csv,.tsv,.txt,.jsonl,.ndjson,.json,.zip,.yml,.yaml'

/** A place for one file: dropped, or chosen with mouse or keyboard. What comes back is reviewed on a page of its own. */
export function DropFile() {
  const { t } = useTranslation()
  const { tenant } = useScope()
  const navigate = useNavigate()
  const client = useQueryClient()
  const saved = useQuery(mappingsQuery())
  const [full, setFull] = useState(false)
  const [mapping, setMapping] = useState('')
  const [year, setYear] = useState('')
  const [over, setOver] = useState(false)
  const [several, setSeveral] = useState(false)
  const [sending, setSending] = useState<{ name: string; part: number }>()
  const [failed, setFailed] = useState<{ file: File; error: unknown }>()
  const abort = useRef<AbortController>(null)

  // A file let go beside the place must not replace the page.
  useEffect(() => {
    const stay = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
      abort.current?.abort()
    }
  }, [])

  const send = async (file: File) => {
    abort.current = new AbortController()
    setFailed(undefined)
    setSending({ name: file.name, part: 0 })
    const { signal } = abort.current
    const once = () => upload(file, { tenant, full: full || undefined, mapping, year }, (part) => setSending({ name: file.name, part }), signal)
    try {
      const report = await patiently(once, signal)
      void client.invalidateQueries({ queryKey: ['/imports'] })
      void navigate({ to: '/import/$id', params: { id: report.id }, search: {} })
    } catch (error) {
      setSending(undefined)
      if (!(error instanceof DOMException)) setFailed({ file, error })
    }
  }

  const take = (files: FileList | null) => {
    setSeveral((files?.length ?? 0) > 1)
    const [file] = files ?? []
    if (file && files?.length === 1) void send(file)
  }

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }

  if (sending) {
    return (
      <div className="drop" role="status">
        <label className="progress">
          <span>{t('import.sending', { name: sending.name })}</span>
          <progress className="progress__bar" value={sending.part} max={1} />
        </label>
        <button type="button" className="kern-btn kern-btn--secondary" onClick={() => abort.current?.abort()}>
          <span className="kern-label">{t('import.cancel')}</span>
        </button>
      </div>
    )
  }
  return (
    <section aria-label={t('import.drop')}>
      <div className={over ? 'drop drop--over' : 'drop'} onDragOver={() => setOver(true)} onDragLeave={() => setOver(false)} onDrop={drop}>
        <p className="drop__text">{t('import.drop')}</p>
        <label className="kern-btn kern-btn--primary drop__choose">
          <span className="kern-label">{t('import.choose')}</span>
          <input
            type="file"
            className="drop__input"
            accept={accepted}
            onChange={(event) => {
              take(event.target.files)
              // The same file, mended, can be chosen again.
              event.target.value = ''
            }}
          />
        </label>
      </div>
      {several && (
        <p className="gap-text" role="alert">
          {t('import.onlyOne')}
        </p>
      )}
      {failed && <ErrorNote error={failed.error} retry={() => void send(failed.file)} />}
      <div className="import-options">
        {(saved.data?.mappings.length ?? 0) > 0 && (
          <label className="parameter parameter--entity">
            <span className="search__label">{t('import.mapping.use')}</span>
            <select className="search__input" value={mapping} onChange={(event) => setMapping(event.target.value)}>
              <option value="">{t('import.mapping.proposed')}</option>
              {saved.data?.mappings.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="tick">
          <input type="checkbox" checked={full} onChange={(event) => setFull(event.target.checked)} aria-describedby="full-help" />
          <span>{t('import.full')}</span>
        </label>
        <p id="full-help" className="muted import-options__help">
          {t('import.fullHelp')}
        </p>
        <details>
          <summary>{t('import.year')}</summary>
          <p className="muted import-options__help">{t('import.yearHelp')}</p>
          <label className="parameter">
            <span className="search__label">{t('import.yearLabel')}</span>
            <input className="search__input" inputMode="numeric" pattern="\d{4}" maxLength={4} value={year} onChange={(event) => setYear(event.target.value.replaceAll(/\D/g, ''))} />
          </label>
        </details>
        <FromAddress full={full} year={year} />
      </div>
    </section>
  )
}
