// Purpose: Was von diesen Einträgen nicht zu diesen Ämtern gehört / Which of these entities are none of these units' business
// In: ids (list of entity ids), units (list of entity ids), by (account), today (ISO day)
// Out: id
// Theirs is: a unit itself and all below it, posts in it, and what one of these is accountable or responsible for or stewards;
// and what this account has entered, until it is tied to anybody.
CYPHER 25
UNWIND $ids AS id
MATCH (n:Entity {id: id})
WHERE NOT n.id IN $units
  AND NOT EXISTS {
    MATCH (n)
      (()-[r:PART_OF|POST_IN WHERE r.validFrom <= $today < r.validUntil]->(:Entity)){1,8}
      (u:Entity WHERE u.id IN $units)
  }
  AND NOT EXISTS {
    MATCH (n)<-[a:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|STEWARDS WHERE a.validFrom <= $today < a.validUntil]-(:Entity)
      (()-[r:PART_OF|POST_IN WHERE r.validFrom <= $today < r.validUntil]->(:Entity)){0,8}
      (u:Entity WHERE u.id IN $units)
  }
  AND NOT (n.enteredBy = $by
    AND NOT EXISTS { (n)-[r:PART_OF|POST_IN WHERE r.validFrom <= $today < r.validUntil]->(:Entity) }
    AND NOT EXISTS { (n)<-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|STEWARDS WHERE r.validFrom <= $today < r.validUntil]-(:Entity) })
RETURN DISTINCT n.id AS id
