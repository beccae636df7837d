// Purpose: Wem gehört es, wer hat es beschlossen, wer bezahlt es? / Who owns it, who decided it, who pays for it?
// In: id, asOf, visibilities, tenants
// Out: one row, or none if this reader sees no such entity that day: entity, stage, budgetEur, measured (has an outcome
//      measure); accountable, former (the last that ended), claimed, decidedBy, fundedBy, responsible, contributors,
//      competent, providers: lists of maps as the contract names them; owns (first 5), ownsTotal, ownsByPost (what an actor
//      is accountable for, itself or by a post in it); sources (the documents behind all of these facts, newest first);
//      with the fragment fragments/gaps/of_entity also gaps (the kinds that the entity has)
// Exceptions to validity: an owner may have ended (that is told), the last accountability that ended, a body that took a
// decision may be gone since, and a document stays evidence. Of these only visibility and tenant are tested.
CYPHER 25
MATCH (x:Entity {id: $id} WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WITH x,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH o, r ORDER BY r.validFrom, o.name
    RETURN {
      entity: o {.id, .type, .name}, factId: r.factId, since: r.validFrom, sincePrecision: r.validFromPrecision,
      until: r.validUntil, confidence: r.confidence, sourceIds: r.sourceIds, mandate: r.mandate,
      vacant: coalesce(o.vacant, false), ended: o.validUntil <= $asOf, endedOn: o.validUntil,
      successors: CASE WHEN o.validUntil <= $asOf THEN COLLECT {
        MATCH (o)-[s:SUCCEEDED_BY WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants]->
          (n:Actor WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants)
        WITH DISTINCT n ORDER BY n.name
        RETURN n {.id, .type, .name}
      } ELSE [] END
    }
  } AS accountable,
  COLLECT {
    MATCH (o:Actor WHERE o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:ACCOUNTABLE_FOR WHERE r.visibility IN $visibilities AND r.tenant IN $tenants AND r.validUntil <= $asOf]->(x)
    WITH o, r ORDER BY r.validUntil DESC, o.name LIMIT 1
    RETURN {entity: o {.id, .type, .name}, until: r.validUntil}
  } AS former,
  COLLECT {
    MATCH (a:Assertion WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants AND a.relation = 'ACCOUNTABLE_FOR' AND a.status = 'proposed'
      AND coalesce(a.claimedFrom, $asOf) <= $asOf AND coalesce(a.claimedUntil > $asOf, true))
    USING INDEX SEEK a:Assertion(toId)
    WHERE a.toId = x.id
    MATCH (c:Entity {id: a.fromId} WHERE c.visibility IN $visibilities AND c.tenant IN $tenants)
    WITH a, c ORDER BY a.claimedFrom DESC, a.at DESC, c.name, a.id LIMIT 50
    RETURN {
      id: a.id, entity: c {.id, .type, .name}, status: a.status, claimedFrom: a.claimedFrom, claimedUntil: a.claimedUntil,
      reason: a.reason, sourceIds: a.sourceIds
    }
  } AS claimed,
  COLLECT {
    MATCH (d:Decision WHERE d.validFrom <= $asOf < d.validUntil AND d.visibility IN $visibilities AND d.tenant IN $tenants AND d.date <= $asOf)
      -[k:CONCERNS WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->(x)
    WITH d, k, COLLECT {
      MATCH (b:Actor WHERE b.visibility IN $visibilities AND b.tenant IN $tenants)
        -[t:TOOK WHERE t.validFrom <= $asOf < t.validUntil AND t.visibility IN $visibilities AND t.tenant IN $tenants]->(d)
      WITH b, t ORDER BY t.authoritative DESC, b.name
      RETURN {ref: b {.id, .type, .name}, authoritative: t.authoritative, role: t.role, sourceIds: t.sourceIds}
    } AS took
    WITH d, k, took ORDER BY d.date DESC, d.id LIMIT 50
    RETURN {
      decision: d {.id, .type, .name}, by: [t IN took | t.ref], date: d.date, result: d.result, effect: k.effect,
      authoritative: any(t IN took WHERE t.authoritative), role: took[0].role, reference: d.reference,
      resultText: d.resultText, paperUrl: d.paperUrl, agendaItemUrl: d.agendaItemUrl,
      sourceIds: d.sourceIds + k.sourceIds
    }
  } AS decidedBy,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[f:FUNDS WHERE f.validFrom <= $asOf < f.validUntil AND f.visibility IN $visibilities AND f.tenant IN $tenants]->(x)
    WITH a, f ORDER BY f.amountEur DESC, a.name LIMIT 50
    RETURN {
      entity: a {.id, .type, .name}, factId: f.factId, since: f.validFrom, sincePrecision: f.validFromPrecision,
      until: f.validUntil, confidence: f.confidence, sourceIds: f.sourceIds, amountEur: f.amountEur, kind: f.kind,
      programme: f.programme, fundedUntil: f.until
    }
  } AS fundedBy,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[w:RESPONSIBLE_FOR WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants]->(x)
    WITH a, w ORDER BY a.name LIMIT 50
    RETURN {
      entity: a {.id, .type, .name}, factId: w.factId, since: w.validFrom, sincePrecision: w.validFromPrecision,
      until: w.validUntil, confidence: w.confidence, sourceIds: w.sourceIds
    }
  } AS responsible,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[w:CONTRIBUTES_TO WHERE w.validFrom <= $asOf < w.validUntil AND w.visibility IN $visibilities AND w.tenant IN $tenants]->(x)
    WITH a, w ORDER BY a.name, w.role LIMIT 50
    RETURN {
      entity: a {.id, .type, .name}, factId: w.factId, since: w.validFrom, sincePrecision: w.validFromPrecision,
      until: w.validUntil, confidence: w.confidence, sourceIds: w.sourceIds, role: w.role, depth: w.depth
    }
  } AS contributors,
  COLLECT {
    MATCH (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[k:COMPETENT_FOR WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants AND k.function = 'execution']->(x)
    WITH DISTINCT a ORDER BY a.name LIMIT 20
    RETURN a {.id, .type, .name}
  } AS competent,
  COLLECT {
    MATCH (x)
      -[k:PROVIDED_BY|OPERATED_BY|OFFERED_BY WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->
      (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
    WITH DISTINCT a ORDER BY a.name LIMIT 20
    RETURN a {.id, .type, .name}
  } AS providers,
  COLLECT {
    MATCH (x)
      (()<-[p:POST_IN WHERE p.validFrom <= $asOf < p.validUntil AND p.visibility IN $visibilities AND p.tenant IN $tenants]-
        (h:Post WHERE h.validFrom <= $asOf < h.validUntil AND h.visibility IN $visibilities AND h.tenant IN $tenants)){0,1}
      ()-[r:ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->
      (y:Entity WHERE y.validFrom <= $asOf < y.validUntil AND y.visibility IN $visibilities AND y.tenant IN $tenants)
    WITH y, max(size(p)) AS steps ORDER BY y.name, y.id
    RETURN {ref: y {.id, .type, .name}, byPost: steps > 0}
  } AS owns,
  EXISTS {
    (x)-[m:MEASURED_BY WHERE m.validFrom <= $asOf < m.validUntil AND m.visibility IN $visibilities AND m.tenant IN $tenants]->
    (n:Indicator WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.level IN ['outcome', 'impact'])
  } AS measured
WITH *, reduce(ids = [], f IN accountable + claimed + decidedBy + fundedBy + responsible + contributors | ids + f.sourceIds) AS sourceIds
RETURN
  x {.id, .type, .name} AS entity, x.stage AS stage, x.budgetEur AS budgetEur, measured,
  accountable, former, claimed, decidedBy, fundedBy, responsible, contributors, competent, providers,
  [o IN owns[..5] | o.ref] AS owns, size(owns) AS ownsTotal, any(o IN owns WHERE o.byPost) AS ownsByPost,
  COLLECT {
    UNWIND sourceIds AS sourceId
    WITH DISTINCT sourceId
    MATCH (s:Entity {id: sourceId} WHERE s.visibility IN $visibilities AND s.tenant IN $tenants)
    WITH s ORDER BY s.date DESC, s.title, s.id
    RETURN s {.id, .title, .kind, .date, .url, .publisher}
  } AS sources
// <<gaps
