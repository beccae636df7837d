// Purpose: Gibt es schon ein Konto? / Is there an account yet?
// In: –
// Out: any (boolean)
CYPHER 25
// Saying that it has a name lets the index of the constraint answer.
RETURN EXISTS { (a:__Account WHERE a.account > '') } AS any
