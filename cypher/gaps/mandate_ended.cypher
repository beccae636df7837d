// Purpose: Wessen Auftrag oder Amtszeit ist abgelaufen? / Whose mandate or term has ended?
// In: asOf, visibilities, tenants
// Out: entity; owners (who was or still is accountable); unit (their unit); date (the end); cause (`accountability`: it
//      ended and nobody followed · `holder`: nobody holds the office any more · `term`: the term of its body is over); total
// The question is about ended things: of accountabilities and offices also those are read that are over.
CYPHER 25
MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
  -[r:ACCOUNTABLE_FOR WHERE r.visibility IN $visibilities AND r.tenant IN $tenants AND r.validFrom <= $asOf]->
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE coalesce(x.stage IN ['decided', 'planned', 'running', 'live'], true)
CALL (x, o, r) {
  WITH * WHERE r.validUntil <= $asOf AND NOT EXISTS {
    (other:Actor WHERE other.visibility IN $visibilities AND other.tenant IN $tenants)
    -[q:ACCOUNTABLE_FOR WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->(x)
  }
  RETURN r.validUntil AS ended, 'accountability' AS cause
  UNION ALL
  WITH * WHERE r.validUntil > $asOf AND o:Post AND NOT coalesce(o.vacant, false)
  MATCH (o)<-[h:HOLDS_POST WHERE h.visibility IN $visibilities AND h.tenant IN $tenants AND h.validUntil <= $asOf]-
    (p:Person WHERE p.visibility IN $visibilities AND p.tenant IN $tenants)
  WITH o, max(h.validUntil) AS ended
  WHERE ended IS NOT NULL AND NOT EXISTS {
    (o)<-[k:HOLDS_POST WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]-
    (now:Person WHERE now.validFrom <= $asOf < now.validUntil AND now.visibility IN $visibilities AND now.tenant IN $tenants)
  }
  RETURN ended, 'holder' AS cause
  UNION ALL
  WITH * WHERE r.validUntil > $asOf AND o:Post
  MATCH (o)-[i:POST_IN WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
    (c:Committee WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants AND c.termEnd <= $asOf)
  RETURN c.termEnd AS ended, 'term' AS cause
}
WITH x, o, ended, cause ORDER BY ended DESC, o.name
WITH x, collect({o: o, ended: ended, cause: cause}) AS ends
WITH x, [e IN ends WHERE e.ended = ends[0].ended AND e.cause = ends[0].cause | e.o] AS owners, ends[0].ended AS date, ends[0].cause AS cause
ORDER BY x.name, x.id
WITH collect({x: x, owners: owners, date: date, cause: cause}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.owners AS owners, f.owners[0] AS o, f.date AS date, f.cause AS cause, total
RETURN
  x {.id, .type, .name} AS entity,
  [one IN owners | one {.id, .type, .name}] AS owners,
  coalesce(COLLECT {
    MATCH (o)-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
      (u:OrgUnit|Organization|Committee WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants)
    WITH u ORDER BY u.name LIMIT 1
    RETURN u {.id, .type, .name}
  }[0], CASE WHEN o.validUntil > $asOf THEN o {.id, .type, .name} END) AS unit,
  date, cause, total
ORDER BY x.name, x.id
