// Purpose: Welche Lücken hat dieser eine Eintrag? / Which gaps does this one entity have?
// In: asOf, visibilities, tenants
// At: `// <<gaps`, behind the last column of a query whose entity is `x`, valid and visible that day; adds the column gaps
// The kinds of cypher/gaps, asked of one entity in one pass, because its page and its ownership answer are asked most often:
// the joined files take seconds to plan. A test compares both for every entity of the demo.
, COLLECT {
  WITH x, coalesce(x.stage IN ['completed', 'stopped'], false) AS over,
    coalesce(x.stage IN ['decided', 'planned', 'running', 'live'], false) AS active
  WITH x, over, active,
    COLLECT {
      MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
        -[r:ACCOUNTABLE_FOR WHERE r.visibility IN $visibilities AND r.tenant IN $tenants AND r.validFrom <= $asOf]->(x)
      RETURN {
        owner: o, open: $asOf < r.validUntil, since: r.validFrom,
        vacant: o:Post AND coalesce(o.vacant, false) AND o.validFrom <= $asOf < o.validUntil,
        gone: o.validUntil <= $asOf OR o:Post AND EXISTS {
          (o)-[p:POST_IN WHERE p.visibility IN $visibilities AND p.tenant IN $tenants AND p.validFrom <= $asOf]->
          (u:OrgUnit|Organization WHERE u.visibility IN $visibilities AND u.tenant IN $tenants AND u.validUntil <= $asOf)
        } AND NOT EXISTS {
          (o)-[q:POST_IN WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
          (other:Actor WHERE other.validFrom <= $asOf < other.validUntil AND other.visibility IN $visibilities AND other.tenant IN $tenants)
        },
        lapsed: o:Post AND (NOT coalesce(o.vacant, false) AND EXISTS {
          (o)<-[h:HOLDS_POST WHERE h.visibility IN $visibilities AND h.tenant IN $tenants AND h.validUntil <= $asOf]-
          (before:Person WHERE before.visibility IN $visibilities AND before.tenant IN $tenants)
        } AND NOT EXISTS {
          (o)<-[k:HOLDS_POST WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]-
          (now:Person WHERE now.validFrom <= $asOf < now.validUntil AND now.visibility IN $visibilities AND now.tenant IN $tenants)
        } OR EXISTS {
          (o)-[i:POST_IN WHERE i.validFrom <= $asOf < i.validUntil AND i.visibility IN $visibilities AND i.tenant IN $tenants]->
          (body:Committee WHERE body.validFrom <= $asOf < body.validUntil AND body.visibility IN $visibilities AND body.tenant IN $tenants AND body.termEnd <= $asOf)
        }),
        newest: COLLECT {
          UNWIND r.sourceIds AS sourceId
          MATCH (s:Entity {id: sourceId} WHERE s.visibility IN $visibilities AND s.tenant IN $tenants)
          RETURN max(s.date)
        }[0],
        above: CASE WHEN x:Service OR x:Process THEN COLLECT {
          MATCH (o)
            (()-[p:POST_IN|PART_OF WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]->
              (m:Actor WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants)){0,7} (a)
          RETURN {actor: a, own: size(p) = 0 OR size(p) = 1 AND o:Post}
        } ELSE [] END
      }
    } AS owned,
    COLLECT {
      MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.status = 'proposed' AND a.relation = 'ACCOUNTABLE_FOR')
      USING INDEX SEEK a:Assertion(toId)
      WHERE a.toId = x.id
      MATCH (c:Entity {id: a.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
      RETURN {
        actor: c, since: a.claimedFrom, over: a.claimedUntil <= $asOf, until: a.claimedUntil,
        holds: coalesce(a.claimedFrom <= $asOf, true) AND coalesce(a.claimedUntil > $asOf, true)
      }
    } AS claims,
    CASE WHEN x:Service OR x:Process THEN COLLECT {
      MATCH (c:OrgUnit|Organization WHERE c.validFrom <= $asOf < c.validUntil AND c.visibility IN $visibilities AND c.tenant IN $tenants)
        -[k:COMPETENT_FOR WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.function = 'execution']->(x)
      RETURN {actor: c, superiors: COLLECT {
        MATCH (c)
          (()-[q:PART_OF WHERE q.validFrom <= $asOf < q.validUntil AND q.visibility IN $visibilities AND q.tenant IN $tenants]->
            (n:Actor WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)){0,6} (b)
        RETURN b
      }}
    } ELSE [] END AS authorities,
    active AND x:Initiative AND EXISTS {
      (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf AND d.result IN ['adopted', 'amended'])
      -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.effect IN ['mandates', 'funds']]->(x)
      WHERE EXISTS {
        (c:Actor WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
        -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants AND t.authoritative]->(d)
      }
    } AS decided,
    coalesce(x.budgetEur > 0, false) OR EXISTS {
      (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->(x)
    } AS funded
  WITH x, over, active, owned, [f IN owned WHERE f.open] AS open, claims, authorities, decided, funded
  WITH x, over, active, owned, open, authorities, decided, funded, COLLECT { UNWIND open AS f RETURN DISTINCT f.owner } AS owners,
    COLLECT { UNWIND claims AS c WITH c WHERE c.holds AND NOT c.actor IN [f IN open | f.owner] RETURN DISTINCT c.actor } AS rivals,
    any(c IN claims WHERE coalesce(c.over, false) AND any(f IN open WHERE f.owner = c.actor AND (c.since IS NULL OR f.since < c.until))) AS denied,
    COLLECT { UNWIND open AS f RETURN max(f.newest) }[0] AS newest
  UNWIND [
    CASE WHEN active AND x:Initiative AND size(open) = 0 THEN 'no_accountable' END,
    CASE WHEN NOT over AND size(owners) > 1 THEN 'two_accountable' END,
    CASE WHEN NOT over AND any(f IN open WHERE f.vacant) THEN 'post_vacant' END,
    CASE WHEN NOT over AND any(f IN open WHERE f.gone) THEN 'organisation_dissolved' END,
    CASE WHEN (active OR x.stage IS NULL) AND (size(open) = 0 AND size(owned) > 0 OR any(f IN open WHERE f.lapsed)) THEN 'mandate_ended' END,
    CASE WHEN active AND x:Initiative AND size(open) > 0 AND NOT (decided AND funded) THEN 'no_decision_or_budget' END,
    CASE WHEN NOT over AND newest < $asOf - duration('P1Y') THEN 'stale_source' END,
    CASE WHEN size(open) > 0 AND size(authorities) > 0 AND none(f IN open WHERE any(c IN authorities WHERE any(s IN f.above WHERE
      s.actor = c.actor OR s.own AND s.actor IN c.superiors))) THEN 'differs_from_competence' END,
    CASE WHEN NOT over AND (denied OR size(rivals) > 0 AND size(owners) + size(rivals) > 1) THEN 'contested' END
  ] AS kind
  WITH kind WHERE kind IS NOT NULL
  RETURN kind
} AS gaps
