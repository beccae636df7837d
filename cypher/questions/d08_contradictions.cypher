// Purpose: Wo widersprechen sich Aussagen? / Where do statements contradict each other?
// In: limit (rows at most), asOf, visibilities, tenants
// Out: entity (what it is about), claim, claimed (whom the claim names), recorded (who is recorded), others (claims that say otherwise), date (of the
//      claim); sourceIds; total
// One row per open claim, contested as in merging/assertion_list: of accountability (of which there is one only) another actor is recorded or claimed,
// or the claim says that what is recorded is over; of a property another open claim, or the entry itself, has another value. Whom a claim or a
// fact names may have ended since. Accountability of what is completed or stopped is no longer contested, as in gaps/contested.
CYPHER 25
MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status = 'proposed')
CALL (a) {
  WHEN a.relation = 'ACCOUNTABLE_FOR' THEN {
    MATCH (x:Entity {id: a.toId} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
    WHERE NOT coalesce(x.stage IN ['completed', 'stopped'], false)
    MATCH (c:Entity {id: a.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
    WITH x, c, coalesce(a.claimedFrom <= $asOf, true) AND coalesce(a.claimedUntil > $asOf, true) AS holds, COLLECT {
      MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
        -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
      WITH o, r ORDER BY o.name, o.id
      RETURN {o: o, ref: o {.id, .type, .name}, over: o = c AND a.claimedUntil <= $asOf AND (a.claimedFrom IS NULL OR r.validFrom < a.claimedUntil), sourceIds: r.sourceIds}
    } AS facts, COLLECT {
      MATCH (b:Assertion {toId: a.toId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.status = 'proposed' AND b.relation = 'ACCOUNTABLE_FOR')
      WHERE b.fromId <> a.fromId AND coalesce(b.claimedFrom <= $asOf, true) AND coalesce(b.claimedUntil > $asOf, true)
      MATCH (d:Entity {id: b.fromId} WHERE d.visibility IN $visibilities AND d.tenant IN $tenants)
      WITH b ORDER BY b.name, b.id
      RETURN b
    } AS others
    WHERE any(f IN facts WHERE coalesce(f.over, false)) OR holds AND none(f IN facts WHERE f.o = c) AND size(facts) + size(others) > 0
    RETURN x, c, facts, others
  }
  WHEN a.property IS NOT NULL THEN {
    MATCH (x:Entity {id: a.entityId} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
    WITH x, COLLECT {
      MATCH (b:Assertion {entityId: a.entityId} WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants AND b.status = 'proposed')
      WHERE b.property = a.property AND b.claimedValue <> a.claimedValue
      WITH b ORDER BY b.name, b.id
      RETURN b
    } AS others, replace(a.claimedValue, '"', '') <> toStringOrNull(x[a.property]) AS differs
    WHERE size(others) > 0 OR differs
    RETURN x, null AS c, [] AS facts, others
  }
}
WITH a, x, c, facts, others ORDER BY x.name, x.id, a.name, a.id
WITH collect({a: a, x: x, c: c, facts: facts, others: others}) AS found
WITH found[..$limit] AS listed, size(found) AS total
UNWIND listed AS f
WITH f, f.a AS a, f.x AS x, f.c AS c, total
RETURN
  x {.id, .type, .name} AS entity, a {.id, .type, .name} AS claim, c {.id, .type, .name} AS claimed, [r IN f.facts | r.ref] AS recorded,
  [b IN f.others | b {.id, .type, .name}] AS others, date(datetime({datetime: a.at, timezone: 'Europe/Berlin'})) AS date,
  reduce(ids = a.sourceIds, o IN f.facts | ids + o.sourceIds) AS sourceIds, total
