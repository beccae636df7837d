import { type ImportReport, SheetMapping } from '@kommunalgraph/contract/imports.ts'
import { codes } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EntityName } from '../../ui/EntityName.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { codeLabel } from '../../ui/ontology.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { ErrorNote } from '../../ui/Status.tsx'
import { BrokenDraft } from '../edit/BrokenDraft.tsx'
import { type Choice, columnChoices, entityTargets, IGNORE, missing, RELATIONS, relationTargets, reuse, withTarget } from './choices.ts'
import { useDraft } from './draft.ts'
import { checkAgain, importQuery, mappingsQuery, saveMapping } from './imports.ts'

type Sheet = ImportReport['sheets'][number]

const asMappings = (found: unknown): SheetMapping[] | undefined => SheetMapping.array().safeParse(found).data

/** What sheets and columns mean: proposed, changed here, checked again, and kept by name for the next file. */
export function Mapping({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const proposed = report.sheets.flatMap(({ mapping }) => mapping ?? [])
  const { value: edited, set: setEdited, clear, broken, dropBroken } = useDraft<SheetMapping[] | null>(`${report.id}.mapping`, null, asMappings)
  const mappings = edited ?? proposed
  const check = useMutation({
    networkMode: 'always',
    mutationFn: () => checkAgain(report.id, mappings),
    onSuccess: (answer) => {
      clear()
      client.setQueryData(importQuery(report.id).queryKey, answer)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['/imports'] }),
  })
  if (proposed.length === 0) return null
  const set = (next: SheetMapping) => setEdited(mappings.map((one) => (one.sheet === next.sheet ? next : one)))
  const unclear = mappings.some((mapping) => mapping.target !== IGNORE && missing(mapping).length > 0) || mappings.every(({ target }) => target === IGNORE)
  const left = mappings.reduce((sum, { target, columns }) => sum + (target === IGNORE ? 0 : Object.values(columns).filter((meaning) => meaning === IGNORE).length), 0)
  return (
    <details className="mapping" open={unclear || edited !== null || broken !== undefined}>
      <summary>
        <h2>{t('import.mapping.title')}</h2> <span className="muted">{left > 0 ? t('import.mapping.left', { count: left }) : t('import.mapping.allMapped')}</span>
      </summary>
      {broken !== undefined && <BrokenDraft text={broken} onDrop={dropBroken} />}
      <p>{t('import.mapping.help')}</p>
      <Saved mappings={mappings} onUse={(saved) => setEdited(reuse(saved, mappings))} />
      {report.sheets.map((sheet) => {
        const mapping = mappings.find((one) => one.sheet === sheet.name)
        return mapping && <SheetPart key={sheet.name} sheet={sheet} mapping={mapping} onChange={set} />
      })}
      {check.isError && <ErrorNote error={check.error} />}
      {edited && (
        <p className="actions mapping__go">
          <button type="button" className="kern-btn kern-btn--primary" disabled={check.isPending} onClick={() => check.mutate()}>
            <span className="kern-label">{t('import.mapping.check')}</span>
          </button>
          <button type="button" className="kern-btn kern-btn--secondary" onClick={clear}>
            <span className="kern-label">{t('import.mapping.reset')}</span>
          </button>
        </p>
      )}
    </details>
  )
}

/** Mappings kept by name. */
function Saved({ mappings, onUse }: { mappings: SheetMapping[]; onUse: (saved: SheetMapping[]) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const query = useQuery(mappingsQuery())
  const [name, setName] = useState('')
  const save = useMutation({
    networkMode: 'always',
    mutationFn: () => saveMapping({ name: name.trim(), sheets: mappings }),
    onSettled: () => client.invalidateQueries({ queryKey: mappingsQuery().queryKey }),
  })
  const known = query.data?.mappings ?? []
  return (
    <form
      className="parameters"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) save.mutate()
      }}
    >
      {known.length > 0 && (
        <label className="parameter parameter--entity">
          <span className="search__label">{t('import.mapping.use')}</span>
          <select className="search__input" value="" onChange={(event) => onUse(known.find((one) => one.name === event.target.value)?.sheets ?? [])}>
            <option value="">{t('import.mapping.choose')}</option>
            {known.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="parameter parameter--entity">
        <span className="search__label">{t('import.mapping.saveAs')}</span>
        <input className="search__input" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <button type="submit" className="kern-btn kern-btn--secondary" disabled={save.isPending}>
        <span className="kern-label">{t('import.mapping.save')}</span>
      </button>
      <span role="status" className="muted">
        {save.isSuccess && t('import.mapping.saved', { name: save.data.name })}
      </span>
      {save.isError && <ErrorNote error={save.error} />}
    </form>
  )
}

function SheetPart({ sheet, mapping, onChange }: { sheet: Sheet; mapping: SheetMapping; onChange: (next: SheetMapping) => void }) {
  const { t } = useTranslation()
  const { language, pick } = useLanguage()
  const choices = columnChoices(mapping.target)
  const needed = mapping.target === IGNORE ? [] : missing(mapping)
  const byLabel = (a: Choice, b: Choice) => pick(a.label).localeCompare(pick(b.label), language)
  return (
    <section className="mapping__sheet" aria-label={t('import.sheet', { name: sheet.name })}>
      <h3>
        {t('import.sheet', { name: sheet.name })} <span className="muted">{t('import.mapping.rows', { count: sheet.rows, number: formatNumber(sheet.rows, language) })}</span>
      </h3>
      <label className="parameter parameter--entity">
        <span className="search__label">{t('import.mapping.target')}</span>
        <select className="search__input" value={mapping.target} onChange={(event) => onChange(withTarget(mapping, event.target.value))}>
          <option value={IGNORE}>{t('import.mapping.ignoreSheet')}</option>
          <option value={RELATIONS}>{t('import.mapping.relations')}</option>
          <optgroup label={t('import.mapping.entities')}>
            {entityTargets.toSorted(byLabel).map(({ value, label }) => (
              <option key={value} value={value}>
                {pick(label)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t('import.mapping.oneRelation')}>
            {relationTargets.toSorted(byLabel).map(({ value, label }) => (
              <option key={value} value={value}>
                {pick(label)}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      {mapping.target !== IGNORE && (
        <>
          {needed.length > 0 && <p className="gap-text">{t('import.mapping.missing', { names: needed.map(({ label }) => pick(label)).join(', ') })}</p>}
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t('import.mapping.columnsOf', { name: sheet.name })}>
            <table className="kern-table table table--stacked mapping__table">
              <thead>
                <tr>
                  <th scope="col">{t('import.mapping.column')}</th>
                  <th scope="col">{t('import.mapping.means')}</th>
                  <th scope="col">{t('import.mapping.examples')}</th>
                </tr>
              </thead>
              <tbody>
                {sheet.header.map((header) => (
                  <tr key={header}>
                    <th scope="row">{header}</th>
                    <td>
                      <select
                        className="search__input"
                        aria-label={t('import.mapping.meaningOf', { column: header })}
                        value={mapping.columns[header] ?? IGNORE}
                        onChange={(event) => onChange({ ...mapping, columns: { ...mapping.columns, [header]: event.target.value } })}
                      >
                        <option value={IGNORE}>{t('import.mapping.ignore')}</option>
                        <Options choices={choices} chosen={mapping.columns[header]} />
                      </select>
                    </td>
                    <td className="muted mapping__examples">{sheet.examples.flatMap((row) => row[header] ?? []).join(' · ') || '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Defaults mapping={mapping} choices={choices} onChange={onChange} />
        </>
      )}
    </section>
  )
}

/** Values for every row whose cell is empty or whose column is missing. */
function Defaults({ mapping, choices, onChange }: { mapping: SheetMapping; choices: readonly Choice[]; onChange: (next: SheetMapping) => void }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const choiceOf = (name: string) => choices.find(({ value }) => value === name)
  const labelOf = (name: string) => pick(choiceOf(name)?.label ?? { de: name, en: name })
  const set = (name: string, value: unknown) => onChange({ ...mapping, defaults: { ...mapping.defaults, [name]: value } })
  const unset = (name: string) => onChange({ ...mapping, defaults: Object.fromEntries(Object.entries(mapping.defaults).filter(([other]) => other !== name)) })
  return (
    <div className="mapping__defaults">
      {Object.entries(mapping.defaults).map(([name, value]) => (
        <div key={name} className="mapping__default">
          <FixedValue label={t('import.mapping.default', { name: labelOf(name) })} choice={choiceOf(name)} value={value} onChange={(next) => set(name, next)} />
          <button type="button" className="kern-btn kern-btn--tertiary" onClick={() => unset(name)}>
            <span className="kern-label">{t('import.mapping.removeDefault', { name: labelOf(name) })}</span>
          </button>
        </div>
      ))}
      <label className="parameter parameter--entity">
        <span className="search__label">{t('import.mapping.addDefault')}</span>
        <select className="search__input" value="" onChange={(event) => event.target.value && set(event.target.value, '')}>
          <option value="">{t('import.mapping.choose')}</option>
          <Options choices={choices.filter(({ value }) => !(value in mapping.defaults))} />
        </select>
      </label>
    </div>
  )
}

/** Meanings of a column: its own, relations to other entries, what it says about the target. */
function Options({ choices, chosen }: { choices: readonly Choice[]; chosen?: string | undefined }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const options = (group: Choice['group']) =>
    choices
      .filter((choice) => choice.group === group)
      .map(({ value, label }) => (
        <option key={value} value={value}>
          {pick(label)}
        </option>
      ))
  return (
    <>
      {options(undefined)}
      {/* What the server proposed stays chosen, should this page not know it. */}
      {chosen && chosen !== IGNORE && !choices.some(({ value }) => value === chosen) && <option value={chosen}>{chosen}</option>}
      {choices.some(({ group }) => group === 'ties') && <optgroup label={t('import.mapping.ties')}>{options('ties')}</optgroup>}
      {choices.some(({ group }) => group === 'end') && <optgroup label={t('import.mapping.company')}>{options('end')}</optgroup>}
    </>
  )
}

/** A value as a cell would have it: chosen where there is a list of codes or an entry is meant, else typed. */
function FixedValue({ label, choice, value, onChange }: { label: string; choice: Choice | undefined; value: unknown; onChange: (next: string | boolean) => void }) {
  const { t } = useTranslation()
  const { pick } = useLanguage()
  const { property } = choice ?? {}
  const text = String(value ?? '')
  if (choice && !property && ['from', 'to'].includes(choice.value)) {
    return (
      <div className="parameter parameter--entity">
        <SearchBox showLabel label={label} onChoose={({ id }) => onChange(id)} />
        {text && <EntityName id={text} />}
      </div>
    )
  }
  const options: [code: string, label: string][] | undefined = property?.vocabulary
    ? codes(property.vocabulary).map((code) => [code, pick(codeLabel(property.vocabulary ?? '', code))])
    : property?.kind === 'boolean'
      ? [
          ['true', t('questions.yes')],
          ['false', t('questions.no')],
        ]
      : undefined
  return (
    <label className="parameter parameter--entity">
      <span className="search__label">{label}</span>
      {options ? (
        <select className="search__input" value={text} onChange={(event) => onChange(property?.kind === 'boolean' ? event.target.value === 'true' : event.target.value)}>
          {text === '' && <option value="">{t('import.mapping.choose')}</option>}
          {options.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input className="search__input" type={property?.kind === 'date' ? 'date' : 'text'} value={text} onChange={(event) => onChange(event.target.value)} />
      )}
    </label>
  )
}
