/**
 * Who may what, said once. Routes name the permission that they need (`config.permission`), one hook asks this table, and
 * docs/rechte.md is derived from it. What anybody may, a public reader included, needs no permission.
 */
import type { Label } from './ontology/define.ts'

/** Roles, from the least to the most. `public` is whoever is not known. */
export const roles = {
  public: { de: 'Öffentlichkeit', en: 'Public' },
  reader: { de: 'Interne Lesende (Rat und Verwaltung)', en: 'Internal readers (council and administration)' },
  steward: { de: 'Datenpflege', en: 'Data stewards' },
  editor: { de: 'Redaktionsleitung', en: 'Editors-in-chief' },
  administrator: { de: 'Technischer Betrieb', en: 'Administrators' },
} as const satisfies Record<string, Label>

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as Role[]
/** Roles that an account can have. */
export const accountRoles = ['reader', 'steward', 'editor', 'administrator'] as const satisfies readonly Role[]

interface Permission extends Label {
  readonly roles: readonly Role[]
}

const internal = ['reader', 'steward', 'editor', 'administrator'] as const
const keeping = ['steward', 'editor', 'administrator'] as const
const leading = ['editor', 'administrator'] as const

export const permissions = {
  'see-internal': { de: 'Unveröffentlichtes sehen', en: 'See what is not published', roles: internal },
  'save-views': { de: 'Ansichten speichern, eigene löschen', en: 'Save views, delete own ones', roles: internal },
  'work-out-scenarios': { de: 'Szenarien anlegen und durchrechnen, eigene ändern und löschen', en: 'Make and work out scenarios, change and delete own ones', roles: internal },
  'keep-own-account': { de: 'Eigenes Passwort ändern, eigene Schlüssel ausstellen und widerrufen', en: 'Change the own password, issue and revoke own tokens', roles: internal },
  'see-upkeep': { de: 'Dubletten, Behauptungen und Bestätigungen sehen', en: 'See duplicates, claims and confirmations', roles: keeping },
  change: { de: 'Einträge und Beziehungen anlegen, ändern, beenden; Änderungen zurücknehmen', en: 'Create, change and end entries and relations; undo changes', roles: keeping },
  import: { de: 'Dateien einlesen', en: 'Import files', roles: keeping },
  decide: { de: 'Über Behauptungen, Dubletten und Ausnahmen von Prüfregeln entscheiden', en: 'Decide on claims, duplicates and exceptions from rules', roles: keeping },
  'tidy-up': { de: 'Ansichten und Szenarien anderer ändern und löschen', en: 'Change and delete views and scenarios of others', roles: leading },
  merge: { de: 'Einträge zusammenführen und trennen', en: 'Merge entries and take them apart', roles: leading },
  'answer-for-persons': { de: 'Auskunft über eine Person geben und ihren Namen löschen', en: 'Say what is stored of a person, and erase their name', roles: leading },
  publish: { de: 'Unveröffentlichtes veröffentlichen', en: 'Publish what is not published', roles: leading },
  dump: { de: 'Das Ganze mit Verlauf ausgeben', en: 'Dump everything with its history', roles: ['administrator'] },
  'remove-demo': { de: 'Beispieldaten entfernen', en: 'Remove demo data', roles: ['administrator'] },
  'manage-accounts': { de: 'Konten anlegen, ändern und sperren', en: 'Create, change and lock accounts', roles: ['administrator'] },
} as const satisfies Record<string, Permission>

export type PermissionName = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as PermissionName[]

/** Whether a role has a permission. */
export const may = (role: Role, permission: PermissionName): boolean => (permissions[permission].roles as readonly Role[]).includes(role)

/** All that a role may, in the order of the table. */
export const permissionsOf = (role: Role): PermissionName[] => permissionNames.filter((name) => may(role, name))
