// Purpose: Wie hoch ist der durchgerechnete Anteil der Kommune an einem Unternehmen? / What is the municipality's effective share in an enterprise?
// In: id, home, asOf, visibilities, tenants
// Out: chain (number), owner, enterprise, sharePct (of this step; the least, where only a range is known), maxPct (the most, where
//      only a range is known), throughPct (of the municipality up to here, multiplied along the chain); sourceIds;
//      facts {effectivePct, maxPct (both over all chains), chains, carrier (1 where the municipality carries it without shares)}
// One row per step of each chain of shares, at most 6 steps; one row without a chain if there is none, for the facts. The municipality
// is that of the enterprise, or home where it belongs to several. Voting rights and carriership are no shares.
CYPHER 25
MATCH (e:Organization&Entity {id: $id} WHERE e.validFrom <= $asOf < e.validUntil AND e.visibility IN $visibilities AND e.tenant IN $tenants)
MATCH (c:Organization&Entity {id: CASE WHEN e.tenant = 'shared' THEN $home ELSE 'org:ars:' + e.tenant END} WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
WITH c, e, COLLECT {
  MATCH p = (c)
    ((m)-[s:OWNS_SHARE WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.interestType = 'shareholding']->
      (n:Organization WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){1,6} (e)
  WHERE c <> e
  WITH p ORDER BY length(p), [x IN nodes(p) | x.name]
  RETURN relationships(p)
} AS chains, EXISTS {
  (c)-[k:OWNS_SHARE WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.interestType = 'sole_carrier']->(e)
} AS carried
WITH chains, {
  chains: size(chains), carrier: CASE WHEN carried THEN 1 ELSE 0 END,
  effectivePct: round(reduce(sum = 0.0, steps IN chains | sum + reduce(part = 100.0, s IN steps | part * coalesce(s.sharePct, s.shareMin) / 100)), 2),
  maxPct: round(reduce(sum = 0.0, steps IN chains | sum + reduce(part = 100.0, s IN steps | part * coalesce(s.sharePct, s.shareMax) / 100)), 2)
} AS facts
UNWIND CASE WHEN size(chains) = 0 THEN [null] ELSE range(0, size(chains) - 1) END AS c
WITH c, chains[c] AS steps, facts
UNWIND CASE WHEN c IS NULL THEN [null] ELSE range(0, size(steps) - 1) END AS i
WITH c, i, steps, steps[i] AS s, facts
WITH c, i, steps, s, startNode(s) AS owner, endNode(s) AS enterprise, facts
RETURN
  c + 1 AS chain, owner {.id, .type, .name} AS owner, enterprise {.id, .type, .name} AS enterprise,
  coalesce(s.sharePct, s.shareMin) AS sharePct, CASE WHEN s.sharePct IS NULL THEN s.shareMax END AS maxPct,
  round(reduce(part = 100.0, x IN steps[..i + 1] | part * coalesce(x.sharePct, x.shareMin) / 100), 2) AS throughPct,
  s.sourceIds AS sourceIds, facts
ORDER BY chain, i
