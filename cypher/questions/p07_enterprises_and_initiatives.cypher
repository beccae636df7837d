// Purpose: An welchen Unternehmen hält die Kommune mindestens p %, und welche Vorhaben verantworten sie? / In which enterprises does the municipality hold at least p %, and for which initiatives are they accountable?
// In: pct, home, asOf, visibilities, tenants
// Out: enterprise, legalForm, sharePct (effective, over all chains; the least, where only ranges are known), maxPct (the most, where
//      only ranges are known), initiatives; facts {maybe (enterprises whose range reaches p %, but need not)}
// Accountable = the enterprise itself, one of its units or posts. One row without an enterprise if there is none, for the facts.
CYPHER 25
MATCH (c:Organization&Entity {id: $home} WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
WITH c, COLLECT {
  MATCH (c)
    ((m)-[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.interestType = 'shareholding']->
      (n:Organization WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,6} (e:Organization)
  WHERE e <> c
  WITH e, sum(reduce(part = 100.0, x IN s | part * coalesce(x.sharePct, x.shareMin) / 100)) AS least,
    sum(reduce(part = 100.0, x IN s | part * coalesce(x.sharePct, x.shareMax) / 100)) AS most
  RETURN {e: e, least: round(least, 2), most: round(most, 2)}
} AS held
WITH [h IN held WHERE h.least >= $pct] AS found, {maybe: size([h IN held WHERE h.least < $pct AND h.most >= $pct])} AS facts
UNWIND CASE WHEN size(found) = 0 THEN [null] ELSE found END AS h
WITH h, h.e AS e, facts
RETURN
  e {.id, .type, .name} AS enterprise, e.legalForm AS legalForm, h.least AS sharePct,
  CASE WHEN h.most > h.least THEN h.most END AS maxPct,
  COLLECT {
    MATCH (e)
      (()<-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]-
        (w:Actor WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants)){0,4}
      (o:Actor)
      -[a:ACCOUNTABLE_FOR WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants]->
      (i:Initiative WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants)
    WITH DISTINCT i ORDER BY i.name
    RETURN i {.id, .type, .name}
  } AS initiatives, facts
ORDER BY sharePct DESC, e.name, e.id
