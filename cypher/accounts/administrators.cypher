// Purpose: Konten, die den Betrieb führen und nicht gesperrt sind / Accounts that administrate and are not locked
// In: –
// Out: account
CYPHER 25
MATCH (a:__Account {role: 'administrator', locked: false})
RETURN a.account AS account
ORDER BY account
