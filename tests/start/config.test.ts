import { join } from 'node:path'
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

test('who may see what follows from who asks, unless this server serves the public view', () => {
  expect(read({ HOST: '0.0.0.0' })).toMatchObject({ reader: 'internal', local: false })
  expect(read({ HOST: '0.0.0.0', KG_READER: 'public' }).reader).toBe('public')
  expect(read({ HOST: '::1' })).toMatchObject({ reader: 'internal', local: true })
})

test('backups: on a schedule where there is a folder for them; before migrations also beside the data', () => {
  expect(read({}).backup).toEqual({ folder: undefined, migrationFolder: undefined, everyMs: 86_400_000, keep: 14 })
  expect(read({ KG_DATA: '/daten' }).backup).toMatchObject({ folder: undefined, migrationFolder: join('/daten', 'backups') })
  expect(read({ KG_DATA: '/daten', KG_BACKUP_DIR: '/sicherung', KG_BACKUP_EVERY: '12h', KG_BACKUP_KEEP: '3' }).backup).toEqual({ folder: '/sicherung', migrationFolder: '/sicherung', everyMs: 43_200_000, keep: 3 })
})

test('an OpenID provider, with which of its roles are which here', () => {
  const settings = { OIDC_ISSUER: 'https://anmeldung.stadt.example', OIDC_CLIENT_ID: 'kommunalgraph', KG_PUBLIC_URL: 'https://graph.stadt.example/' }
  expect(read({ ...settings, OIDC_ROLES: 'rat=reader, redaktion = editor' })).toMatchObject({
    publicUrl: 'https://graph.stadt.example',
    issuer: { url: 'https://anmeldung.stadt.example', clientId: 'kommunalgraph', roleClaim: 'roles', roles: new Map([['rat', 'reader'], ['redaktion', 'editor']]) },
  })
  expect(read(settings).issuer?.roles.get('steward')).toBe('steward')
  expect(() => read({ OIDC_ISSUER: settings.OIDC_ISSUER })).toThrow(/OIDC_CLIENT_ID/)
  expect(() => read({ ...settings, HOST: '0.0.0.0', KG_PUBLIC_URL: '' })).toThrow(/KG_PUBLIC_URL/)
})

test('a wrong setting is named, a password never shown', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'abc' }, /PORT/],
    [{ PORT: '70000' }, /PORT/],
    [{ KG_HOME: '123' }, /KG_HOME.*12 digits/],
    [{ KG_READER: 'everybody' }, /KG_READER/],
    [{ KG_OPARL_HOSTS: 'https://ris.example.org/oparl' }, /KG_OPARL_HOSTS.*host names/],
    [{ OIDC_ISSUER: 'anmeldung', OIDC_CLIENT_ID: 'x' }, /OIDC_ISSUER/],
    [{ OIDC_ROLES: 'redaktion=mayor' }, /OIDC_ROLES/],
    [{ OIDC_ROLES: 'redaktion' }, /OIDC_ROLES/],
    [{ KG_PUBLIC_URL: 'javascript:alert(1)' }, /KG_PUBLIC_URL/],
    [{ KG_BACKUP_EVERY: 'daily' }, /KG_BACKUP_EVERY.*12h/],
    [{ KG_BACKUP_KEEP: '0' }, /KG_BACKUP_KEEP/],
    [{ NEO4J_URI: 'http://localhost:7474' }, /NEO4J_URI.*bolt/],
    [{ NEO4J_PASSWORD: '' }, /NEO4J_PASSWORD/],
  ]
  for (const [settings, message] of wrong) {
    expect(() => read(settings)).toThrow(ConfigError)
    expect(() => read(settings)).toThrow(message)
    expect(() => read(settings)).not.toThrow(/geheim/)
  }
})
