// Needs one of these skills. In: skills (codes). Goes to: filters
AND EXISTS {
  MATCH (n)-[k:NEEDS_SKILL WHERE k.validFrom <= $asOf < k.validUntil AND k.visibility IN $visibilities AND k.tenant IN $tenants]->
    (s:Skill WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.code IN $skills)
}
