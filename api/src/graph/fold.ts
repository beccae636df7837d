/** One spelling for comparing texts: lower case, without umlauts and accents, ß as ss. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')
}

/** The same with ae, oe, ue as a, o, u: "Buergerbuero" and "Bürgerbüro" become one. */
export function foldDigraphs(text: string): string {
  return fold(text).replace(/([aou])e/g, '$1')
}

/** As `fragments/list/words` folds stored texts: lower case, umlauts and ß only. */
export function foldUmlauts(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => plain[letter] ?? letter)
}

const plain: Record<string, string> = { ä: 'a', ö: 'o', ü: 'u', ß: 'ss' }
