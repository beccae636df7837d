// Purpose: Wer ist womit verbunden, ohne Einzelheiten? / Who is tied to what, without details?
// In: offMap (node types that never stand there), asOf, visibilities, tenants
// Out: id, others (ids at the other ends of its outgoing relations, one for each relation)
// Not a hot query: its answer is kept until something changes.
CYPHER 25
MATCH (a:Entity WHERE a.tenant IN $tenants AND a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities
    AND NOT a.type IN $offMap)
  -[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (b:Entity WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants
    AND NOT b.type IN $offMap)
WITH a.id AS id, b.id AS other ORDER BY id, other
RETURN id, collect(other) AS others
ORDER BY id
