// Purpose: Welche Teilprozesse kommen in vielen Leistungen vor? / Which sub-processes recur in several services?
// In: asOf, visibilities, tenants
// Out: rag (reference activity group), services (number), cases (a year, of all these services), which (the services), steps (the processes)
// Steps of the process of a service, at most 4 levels down, that leave no high local discretion; a group counts from two services on.
CYPHER 25
MATCH (s:Service WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants)
  -[h:HAS_PROCESS WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants]->
  (q:Process WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants)
  (()-[g:HAS_STEP WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants]->
    (n:Process WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,4}
  (p:Process WHERE p.rag IS NOT NULL AND p.localDiscretion <> 'high')
WITH p.rag AS rag, s, collect(DISTINCT p) AS steps ORDER BY s.name, s.id
WITH rag, collect(s) AS found, sum(s.annualCases) AS cases, collect(steps) AS steps
WHERE size(found) > 1
RETURN
  rag, size(found) AS services, cases, [s IN found | s {.id, .type, .name}] AS which,
  COLLECT {
    UNWIND steps AS some
    UNWIND some AS p
    WITH DISTINCT p ORDER BY p.name
    RETURN p {.id, .type, .name}
  } AS steps
ORDER BY services DESC, cases DESC, rag
