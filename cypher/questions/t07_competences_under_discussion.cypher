// Purpose: Welche Zuständigkeiten stehen zur Diskussion? / Which competences are under discussion?
// In: asOf, visibilities, tenants
// Out: review, about (services or processes), status, currentLevel, proposedLevel, scope, raisedBy, benefit, obstacle; sourceIds
// Rejected ones are no longer discussed. What is nearest to being agreed first.
CYPHER 25
MATCH (r:CompetenceReview WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants AND r.status <> 'rejected')
WITH r, COLLECT {
  MATCH (r)-[v:REVIEWS WHERE v.validFrom <= $asOf < v.validUntil AND v.visibility IN $visibilities AND v.tenant IN $tenants]->
    (x:Entity WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
  WITH DISTINCT x ORDER BY x.name
  RETURN x {.id, .type, .name}
} AS about
WHERE size(about) > 0
RETURN
  r {.id, .type, .name} AS review, about, r.status AS status, r.currentLevel AS currentLevel, r.proposedLevel AS proposedLevel, r.scope AS scope,
  COLLECT {
    MATCH (a:Entity WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
      -[k:RAISED WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->(r)
    WITH DISTINCT a ORDER BY a.name
    RETURN a {.id, .type, .name}
  } AS raisedBy,
  r.benefit AS benefit, r.obstacle AS obstacle, r.sourceIds AS sourceIds
ORDER BY CASE r.status WHEN 'agreed' THEN 0 WHEN 'proposed' THEN 1 WHEN 'examined' THEN 2 ELSE 3 END, r.name, r.id
