// Purpose: Wo widersprechen sich Aussagen, wer verantwortlich ist? / Where do statements contradict each other on who is accountable?
// In: asOf, visibilities, tenants
// Out: entity; owners (those accountable, then those claimed by an open assertion); unit (who is accountable now, else who is
//      claimed first); date (day of the latest claim); accountable (the facts); claimed (the claims); denied (those accountable of
//      whom a claim says that it is over); total
// Two open claims for different actors, or one that differs from who is accountable, or "nicht unser": a claim that ended while
// the fact goes on. An actor that ended can still be claimed. merging/assertion_list calls the same claims contested, and also
// those about what is completed, stopped or ended: it needs no owner any more.
CYPHER 25
MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status = 'proposed' AND a.relation = 'ACCOUNTABLE_FOR'),
  (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WHERE a.toId = x.id AND NOT coalesce(x.stage IN ['completed', 'stopped'], false)
MATCH (c:Entity {id: a.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
WITH x, c, a,
  coalesce(a.claimedFrom <= $asOf, true) AND coalesce(a.claimedUntil > $asOf, true) AS holds,
  EXISTS {
    (c)-[d:ACCOUNTABLE_FOR WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants]->(x)
    WHERE a.claimedUntil <= $asOf AND (a.claimedFrom IS NULL OR d.validFrom < a.claimedUntil)
  } AS denies
WHERE holds OR denies
WITH x, c, max(a.at) AS at, any(one IN collect(holds) WHERE one) AS holds, any(one IN collect(denies) WHERE one) AS denies ORDER BY c.name
WITH x, [one IN collect({actor: c, holds: holds}) WHERE one.holds | one.actor] AS claimed,
  [one IN collect({actor: c, denies: denies}) WHERE one.denies | one.actor] AS denied, max(at) AS at, COLLECT {
  MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
    -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
  WITH DISTINCT o ORDER BY o.name
  RETURN o
} AS accountable
WITH x, at, accountable, denied, [c IN claimed WHERE NOT c IN accountable] AS claimed
WHERE size(denied) > 0 OR size(claimed) > 0 AND size(accountable) + size(claimed) > 1
WITH x, at, accountable, claimed, denied ORDER BY x.name, x.id
WITH collect({x: x, at: at, accountable: accountable, claimed: claimed, denied: denied}) AS found
WITH found, size(found) AS total
// <<page
UNWIND found AS f
WITH f.x AS x, f.at AS at, f.accountable AS accountable, f.claimed AS claimed, f.denied AS denied, total
WITH x, at, total, [o IN accountable | o {.id, .type, .name}] AS accountable, [o IN claimed | o {.id, .type, .name}] AS claimed,
  [o IN denied | o {.id, .type, .name}] AS denied
RETURN
  x {.id, .type, .name} AS entity,
  accountable + claimed AS owners,
  (accountable + claimed)[0] AS unit,
  date(datetime({datetime: at, timezone: 'Europe/Berlin'})) AS date, accountable, claimed, denied, total
ORDER BY x.name, x.id
