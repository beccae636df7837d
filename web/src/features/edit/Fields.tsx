import type { Property } from '@kommunalgraph/contract/ontology/define.ts'
import { type VocabularyName, ontology } from '@kommunalgraph/contract/ontology/ontology.ts'
import { useQuery } from '@tanstack/react-query'
import { entityQuery } from '../../api/queries.ts'
import { useScope } from '../../app/scope.ts'
import { formatMoney, formatNumber } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { type Entered, type FieldGroup, fieldGroups, type Kind, mustBeGiven, type Problems, readNumber } from './entry.ts'
import { Chip, Row } from './form.tsx'
import { texts } from './texts.ts'

interface Props {
  kind: Kind
  entered: Entered
  onChange: (name: string, value: string | readonly string[]) => void
  problems: Problems
  warnings?: Problems
  without?: ReadonlySet<string>
}

const titles = { main: texts.groupMain, standing: texts.groupStanding, more: texts.groupMore } as const

/** All fields of a kind, in the order of the ontology. What is rarely needed is folded away. */
export function Fields({ kind, without, ...rest }: Props) {
  return (
    <>
      {fieldGroups(kind, without).map((group) => (
        <Group key={group.key} group={group} {...rest} />
      ))}
    </>
  )
}

function Group({ group, entered, onChange, problems, warnings = {} }: { group: FieldGroup } & Omit<Props, 'kind' | 'without'>) {
  const { pick } = useLanguage()
  const rows = group.fields.map(([name, property]) => (
    <Field key={name} name={name} property={property} value={entered[name] ?? ''} onChange={(value) => onChange(name, value)} problem={problems[name]} warning={warnings[name]} />
  ))
  if (group.key !== 'more') {
    return (
      <fieldset className="form__group">
        <legend className="form__legend">{pick(titles[group.key])}</legend>
        {rows}
      </fieldset>
    )
  }
  const needed = group.fields.some(([name]) => problems[name])
  return (
    <details className="form__group" open={needed || undefined}>
      <summary className="form__legend">{pick(titles.more)}</summary>
      {rows}
    </details>
  )
}

interface FieldProps {
  name: string
  property: Property
  value: string | readonly string[]
  onChange: (value: string | readonly string[]) => void
  problem?: Problems[string] | undefined
  warning?: Problems[string] | undefined
}

/** One property by its kind. */
export function Field({ name, property, value, onChange, problem, warning }: FieldProps) {
  const { pick } = useLanguage()
  const label = property.unit ? `${pick(property.label)} (${pick(property.unit)})` : pick(property.label)
  const hints = [
    property.help && pick(property.help),
    name === 'validFrom' && pick(texts.emptyStart),
    name === 'validUntil' && pick(texts.emptyEnd),
    property.kind === 'textList' && !property.references && pick(texts.onePerLine),
    warning && pick(warning),
  ].filter((hint) => typeof hint === 'string')
  // The ontology says for itself what an empty field means.
  const hint = (name === 'validFrom' || name === 'validUntil') && property.help ? pick(property.help) : hints.join(' ')
  const group = property.kind === 'choiceList' || property.references !== undefined
  return (
    <Row name={name} label={label} hint={hint || undefined} problem={problem} required={mustBeGiven(property)} group={group}>
      {(control) => <Control control={control} property={property} value={value} onChange={onChange} />}
    </Row>
  )
}

type ControlProps = { control: Record<string, unknown>; property: Property; value: string | readonly string[]; onChange: (value: string | readonly string[]) => void }

function Control({ control, property, value, onChange }: ControlProps) {
  const { language, pick } = useLanguage()
  const text = Array.isArray(value) ? '' : String(value)
  const list = Array.isArray(value) ? value.map(String) : []
  if (property.references !== undefined) return <References property={property} value={value} onChange={onChange} />
  switch (property.kind) {
    case 'choice':
      return (
        <Choice control={control} property={property} value={text} onChange={onChange} />
      )
    case 'choiceList':
      return (
        <span className="form__checks">
          {Object.entries(codesOf(property)).map(([code, entry]) => (
            <label key={code} className="form__check">
              <input
                type="checkbox"
                checked={list.includes(code)}
                onChange={(event) => onChange(event.target.checked ? [...list, code] : list.filter((one) => one !== code))}
              />
              {pick(entry.label)}
            </label>
          ))}
        </span>
      )
    case 'boolean':
      return (
        <select {...control} className="form__input form__input--short" value={text} onChange={(event) => onChange(event.target.value)}>
          <option value="">{pick(mustBeGiven(property) ? texts.choose : texts.noChoice)}</option>
          <option value="true">{pick(texts.yes)}</option>
          <option value="false">{pick(texts.no)}</option>
        </select>
      )
    case 'longText':
      return <textarea {...control} className="form__input" rows={4} value={text} onChange={(event) => onChange(event.target.value)} />
    case 'textList':
      return <textarea {...control} className="form__input" rows={3} value={list.join('\n')} onChange={(event) => onChange(event.target.value.split('\n'))} />
    case 'date':
    case 'dateTime':
      return <input {...control} type="date" className="form__input form__input--day" min="0002-01-01" max="9998-12-31" value={text} onChange={(event) => onChange(event.target.value)} />
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percent': {
      const number = text === '' ? undefined : readNumber(text, language)
      const read = number === undefined ? '' : property.kind === 'money' ? formatMoney(number, language) : formatNumber(number, language)
      return (
        <>
          <input {...control} type="text" inputMode="decimal" className="form__input form__input--short" value={text} onChange={(event) => onChange(event.target.value)} />
          {read !== '' && read !== text && (property.kind === 'money' || /[^\d,.-]/.test(text)) && <span className="form__read">{pick(texts.understood(read))}</span>}
        </>
      )
    }
    default:
      return <input {...control} type={property.kind === 'url' ? 'url' : 'text'} className="form__input" value={text} onChange={(event) => onChange(event.target.value)} />
  }
}

const codesOf = (property: Property) => ontology.vocabularies[property.vocabulary as VocabularyName].codes

function Choice({ control, property, value, onChange }: { control: Record<string, unknown>; property: Property; value: string; onChange: (value: string) => void }) {
  const { pick } = useLanguage()
  const codes = codesOf(property)
  const help = codes[value]?.help
  return (
    <>
      <select {...control} className="form__input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{pick(mustBeGiven(property) ? texts.choose : texts.noChoice)}</option>
        {Object.entries(codes).map(([code, entry]) => (
          <option key={code} value={code}>
            {pick(entry.label)}
          </option>
        ))}
      </select>
      {help && <span className="form__read">{pick(help)}</span>}
    </>
  )
}

/** Ids of other entities: found by search, shown by name. */
function References({ property, value, onChange }: Omit<ControlProps, 'control'>) {
  const { pick } = useLanguage()
  const ids = (Array.isArray(value) ? value.map(String) : [String(value)]).filter(Boolean)
  const several = property.kind === 'textList'
  return (
    <>
      <span className="form__chips">
        {ids.map((id) => (
          <NamedChip key={id} id={id} onRemove={() => onChange(several ? ids.filter((one) => one !== id) : '')} />
        ))}
      </span>
      <SearchBox
        label={pick(property.label)}
        {...(property.references && property.references !== 'any' ? { types: [property.references] } : {})}
        onChoose={({ id }) => onChange(several ? [...ids.filter((one) => one !== id), id] : id)}
      />
    </>
  )
}

function NamedChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { tenant } = useScope()
  const query = useQuery(entityQuery(id, { tenant }))
  return <Chip name={query.data?.entity.name ?? id} onRemove={onRemove} />
}
