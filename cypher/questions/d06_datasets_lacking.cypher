// Purpose: Welche Datensätze haben keine Pflege, keine Lizenz oder keine Rechtsgrundlage? / Which datasets lack a steward, a licence or a legal basis?
// In: asOf, visibilities, tenants
// Out: dataset, noSteward, noLicence (open data only), noBasis (personal data only), offices (who has to do with it otherwise)
// The same dataset is judged by the rule r34_dataset_without_steward.
CYPHER 25
MATCH (x:Dataset WHERE x.validFrom <= $asOf < x.validUntil AND x.visibility IN $visibilities AND x.tenant IN $tenants)
WITH x, NOT EXISTS {
  (x)<-[s:STEWARDS WHERE s.validFrom <= $asOf < s.validUntil AND s.visibility IN $visibilities AND s.tenant IN $tenants AND s.role = 'steward']-
  (a:Actor WHERE a.validFrom <= $asOf < a.validUntil AND a.visibility IN $visibilities AND a.tenant IN $tenants)
} AS noSteward, coalesce(x.openData, false) AND x.licence IS NULL AS noLicence, x.personalData <> 'none' AND NOT EXISTS {
  (x)-[b:BASED_ON WHERE b.validFrom <= $asOf < b.validUntil AND b.visibility IN $visibilities AND b.tenant IN $tenants]->
  (l:LegalBasis WHERE l.validFrom <= $asOf < l.validUntil AND l.visibility IN $visibilities AND l.tenant IN $tenants)
} AS noBasis
WHERE noSteward OR noLicence OR noBasis
RETURN
  x {.id, .type, .name} AS dataset, noSteward, noLicence, noBasis,
  COLLECT {
    MATCH (o:Actor WHERE o.validFrom <= $asOf < o.validUntil AND o.visibility IN $visibilities AND o.tenant IN $tenants)
      -[r:STEWARDS|ACCOUNTABLE_FOR WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]->(x)
    WITH DISTINCT o ORDER BY o.name
    RETURN o {.id, .type, .name}
  } AS offices
ORDER BY x.name, x.id
