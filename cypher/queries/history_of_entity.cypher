// Purpose: Wann änderte sich ein Eintrag oder eine Beziehung an ihm? / When did an entity, or a relation at it, change?
// In: id, visibilities, tenants, beforeSeq, limit
// Out: seq (number of the log entry, newest first), keys (ids of what changed in it: the entity itself, factIds; at most 500), total
// About all days: ended and retracted things have a history too. So no pattern here tests validity.
CYPHER 25
CALL () {
  MATCH (n:Entity {id: $id} WHERE n.visibility IN $visibilities)
  UNWIND n.seqs AS seq
  RETURN seq, n.id AS key
  UNION ALL
  MATCH (n:Entity {id: $id} WHERE n.visibility IN $visibilities)
    -[r WHERE r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (m:Entity WHERE m.visibility IN $visibilities)
  UNWIND r.seqs AS seq
  RETURN seq, r.factId AS key
  UNION ALL
  MATCH (t:Tombstone {id: $id} WHERE t.visibility IN $visibilities)
  UNWIND t.seqs AS seq
  RETURN seq, t.id AS key
  UNION ALL
  MATCH (t:Tombstone {from: $id} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
  UNWIND t.seqs AS seq
  RETURN seq, t.id AS key
  UNION ALL
  MATCH (t:Tombstone {to: $id} WHERE t.visibility IN $visibilities AND t.tenant IN $tenants)
  UNWIND t.seqs AS seq
  RETURN seq, t.id AS key
}
WITH seq, collect(DISTINCT key) AS keys
WHERE seq < $beforeSeq
RETURN seq, keys[..500] AS keys, size(keys) AS total
ORDER BY seq DESC
LIMIT $limit
