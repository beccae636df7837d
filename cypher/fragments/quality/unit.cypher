// Purpose: Wer ist dafür zuständig, das zu beheben? / Whose is it to mend?
// In: asOf, visibilities, tenants
// At: `// <<rows`. Adds about.unit: the unit of who is accountable for the entity, else stewards it, else carries it out;
// an actor without any of these keeps its own data; what belongs to nobody is asked at what it measures, steps or observes.
CALL (entity) {
  OPTIONAL MATCH
    (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR|STEWARDS|RESPONSIBLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(entity)
  WITH entity, o, CASE type(r) WHEN 'ACCOUNTABLE_FOR' THEN 0 WHEN 'STEWARDS' THEN 1 ELSE 2 END AS nearness
  ORDER BY nearness, o.name LIMIT 1
  WITH entity, coalesce(o, CASE WHEN entity:Actor AND NOT entity:Person THEN entity END) AS own
  WITH coalesce(own, CASE WHEN entity:Indicator OR entity:Observation OR entity:Process THEN COLLECT {
    MATCH (entity)
      (()<-[m:MEASURED_BY|HAS_OBSERVATION|HAS_PROCESS|HAS_STEP WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]-
        (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,3} (x)
      <-[q:ACCOUNTABLE_FOR WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]-
      (k:Actor WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants)
    WITH k, size(m) AS steps ORDER BY steps, k.name LIMIT 1
    RETURN k
  }[0] END) AS keeper
  RETURN coalesce(COLLECT {
    MATCH (keeper)-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (u:Actor WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH u ORDER BY u.name LIMIT 1
    RETURN u
  }[0], keeper) AS unit
}
WITH id, entity, fact, about {.*, unit: unit {.id, .type, .name}} AS about
