// Purpose: Gibt es schon ein Konto? / Is there an account yet?
// In: –
// Out: any (boolean)
CYPHER 25
RETURN EXISTS { (:__Account) } AS any
