/** docs/rechte.md: who may what, from the one table (api/contract/permissions.ts). German, because those who run it read it. */
import { permissionNames, permissions, roleNames, roles } from '@kommunalgraph/contract/permissions.ts'

export function rightsPage(): string {
  const known = roleNames.filter((role) => role !== 'public')
  return `# Wer darf was

<!-- Derived from api/contract/permissions.ts by \`npm run derive\`; changes here are lost. -->

Rollen: ${roleNames.map((role) => `**${roles[role].de}** (\`${role}\`)`).join(' · ')}.

Wer nicht angemeldet ist, ist Öffentlichkeit: Er liest, was veröffentlicht ist, und sonst nichts. Was ein Recht braucht, ist hier genannt; alles andere dürfen alle.

| Recht | |${known.map((role) => ` ${roles[role].de} |`).join('')}
|---|---|${known.map(() => ':-:|').join('')}
${permissionNames.map((name) => `| ${permissions[name].de} | \`${name}\` |${known.map((role) => ((permissions[name].roles as readonly string[]).includes(role) ? ' ja |' : ' – |')).join('')}`).join('\n')}

Ein Konto der Datenpflege kann auf Stellen begrenzt sein. Dann ändert es, was zu ihnen gehört: die Stelle selbst und alles unter ihr, die Positionen darin, und wofür eine davon verantwortlich oder zuständig ist oder was sie pflegt. Dateien einlesen und über Behauptungen entscheiden kann es nicht.

Ein Schlüssel für Programme darf höchstens, was das Konto darf, das ihn ausgestellt hat, auch wenn dessen Rolle später kleiner wird.
`
}
