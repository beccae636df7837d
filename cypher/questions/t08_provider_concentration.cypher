// Purpose: Wie abhängig sind wir von welchem Anbieter? / How concentrated are we on which provider?
// In: home, asOf, visibilities, tenants
// Out: provider, systems (number), sharePct (of all systems and offerings in use), what; facts {inUse, inHouse}
// In use = a system of the municipality itself, or a system or offering of others that something needs or that the
// municipality has taken over; what is only planned, retired or stands in a catalogue does not count. A provider is an
// organisation other than the municipality; what only its own units run is in-house. A system of two providers counts for both.
CYPHER 25
MATCH (x:System|Offering WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants AND NOT coalesce(x.lifecycle IN ['plan', 'retired'], false))
  -[r:OPERATED_BY|OFFERED_BY WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
  (p:Actor WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants)
WHERE (x:System AND x.tenant <> 'shared') OR EXISTS {
  (x)<-[d:DEPENDS_ON|STORED_IN|USES_DATA WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]-
  (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
} OR EXISTS {
  (x)<-[u:USES_OFFERING WHERE u.validFrom <= $asOf < u.validUntil AND u.visibility IN $visibilities AND u.tenant IN $tenants AND coalesce(u.stage, 'live') IN ['onboarding', 'live']]-
  (c:Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
}
WITH x, [one IN collect(DISTINCT p) WHERE one:Organization AND one.id <> $home] AS providers
WITH collect({x: x, providers: providers}) AS used
WITH used, {inUse: size(used), inHouse: size([u IN used WHERE size(u.providers) = 0])} AS facts
UNWIND used AS u
UNWIND u.providers AS p
WITH p, facts, u.x AS x ORDER BY x.name, x.id
WITH p, facts, collect(x) AS what
RETURN
  p {.id, .type, .name} AS provider, size(what) AS systems, round(100.0 * size(what) / facts.inUse, 1) AS sharePct,
  [x IN what | x {.id, .type, .name}] AS what, facts
ORDER BY systems DESC, p.name, p.id
