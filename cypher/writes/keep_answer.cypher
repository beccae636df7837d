// Purpose: Die Antwort unter dem Schlüssel aufheben / Keep the answer of a write under its key
// In: key, owner, status, headers (JSON), answer (text, or null: it is given once only)
// Out: –
CYPHER 25
MATCH (k:__IdempotencyKey {key: $key, owner: $owner})
SET k.status = $status, k.headers = $headers, k.answer = $answer, k.kept = null
