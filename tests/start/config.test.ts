import { ConfigError, readConfig } from '@kommunalgraph/api/src/config.ts'
import { expect, test } from 'vitest'

const database = { NEO4J_URI: 'bolt://127.0.0.1:7687', NEO4J_PASSWORD: 'geheim' }
const read = (settings: Record<string, string>) => readConfig({ ...database, ...settings }, '1.2.3')

test('defaults: loopback, port 3000, the demo municipality, internal view', () => {
  expect(read({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    home: '990000000000',
    reader: 'internal',
    oparlHosts: [],
    version: '1.2.3',
  })
})

test('council information systems are named by their hosts', () => {
  expect(read({ KG_OPARL_HOSTS: 'RIS.example.org, ris2.example.org:8443,' }).oparlHosts).toEqual(['ris.example.org', 'ris2.example.org:8443'])
})

test('an empty variable counts as not set', () => {
  expect(read({ PORT: '', KG_HOME: '', KG_READER: '' })).toMatchObject({
    port: 3000,
    home: '990000000000',
    reader: 'internal',
  })
})

test('whoever listens beyond this machine serves the public view', () => {
  expect(read({ HOST: '0.0.0.0' }).reader).toBe('public')
  expect(read({ HOST: '0.0.0.0', KG_READER: 'public' }).reader).toBe('public')
  expect(read({ HOST: '127.0.0.1', KG_READER: 'public' }).reader).toBe('public')
  expect(read({ HOST: '::1' }).reader).toBe('internal')
})

test('the internal view is refused beyond this machine, with the ways out', () => {
  expect(() => read({ HOST: '0.0.0.0', KG_READER: 'internal' })).toThrow(ConfigError)
  expect(() => read({ HOST: '0.0.0.0', KG_READER: 'internal' })).toThrow(/HOST=127\.0\.0\.1.*KG_READER=public/)
})

test('a wrong setting is named, a password never shown', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'abc' }, /PORT/],
    [{ PORT: '70000' }, /PORT/],
    [{ KG_HOME: '123' }, /KG_HOME.*12 digits/],
    [{ KG_READER: 'everybody' }, /KG_READER/],
    [{ KG_OPARL_HOSTS: 'https://ris.example.org/oparl' }, /KG_OPARL_HOSTS.*host names/],
    [{ NEO4J_URI: 'http://localhost:7474' }, /NEO4J_URI.*bolt/],
    [{ NEO4J_PASSWORD: '' }, /NEO4J_PASSWORD/],
  ]
  for (const [settings, message] of wrong) {
    expect(() => read(settings)).toThrow(ConfigError)
    expect(() => read(settings)).toThrow(message)
    expect(() => read(settings)).not.toThrow(/geheim/)
  }
})
