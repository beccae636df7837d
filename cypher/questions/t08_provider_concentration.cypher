// Purpose: Wie abhängig sind wir von welchem Anbieter? / How concentrated are we on which provider?
// In: asOf, visibilities, tenants
// Out: provider, systems (number), sharePct (of all systems and offerings in use), what
// In use = a system of the municipality itself, or a system or offering of others that something needs or that the
// municipality has taken over. What only stands in a catalogue does not count.
CYPHER 25
MATCH (x:System|Offering WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  -[r:OPERATED_BY|OFFERED_BY WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (p:Actor WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
WHERE (x:System AND x.tenant <> 'shared') OR EXISTS {
  (x)<-[d:DEPENDS_ON|STORED_IN|USES_DATA WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]-
  (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
} OR EXISTS {
  (x)<-[u:USES_OFFERING WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND coalesce(u.stage, 'live') IN ['onboarding', 'live']]-
  (c:Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
}
WITH p, collect(DISTINCT x) AS what
WITH collect({p: p, what: what}) AS found
WITH found, COLLECT {
  UNWIND found AS f
  UNWIND f.what AS x
  RETURN count(DISTINCT x)
}[0] AS inUse
UNWIND found AS f
WITH f.p AS p, f.what AS what, inUse
RETURN
  p {.id, .type, .name} AS provider, size(what) AS systems, round(100.0 * size(what) / inUse, 1) AS sharePct,
  COLLECT {
    UNWIND what AS x
    WITH x ORDER BY x.name, x.id
    RETURN x {.id, .type, .name}
  } AS what
ORDER BY systems DESC, p.name, p.id
