// Derived from api/contract/ontology by `npm run derive`: do not edit.
// entity_names: search as you type, over names and official keys. Tried on 2026.08.1: standard-folding makes
//   ü, u and ß, ss and é, e the same, except in a prefix (`straßenbau*` finds nothing): whoever asks folds the prefix first.
//   It keeps stop words and whole words, and does not know ue for ü.
// entity_text: full search. The german analyzer also knows ue for ü and stems (Bauanträge finds Bauantrag),
//   but drops stop words and misses a prefix that is longer than the stem. A search asks both.
// in: nothing   out: nothing; applied at each start, in this order, one statement per transaction
CYPHER 25 CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Organization|OrgUnit|Committee|Post|Person|Sphere|Territory|Thrust|TargetQuality|Programme|Initiative|Indicator|UserGroup|Skill|ServiceType|Service|Process|LegalBasis|CompetenceReview|System|Offering|Dataset|Decision|Source) ON EACH [n.name, n.nameEn, n.shortName, n.registerId, n.ags, n.ars, n.leikaKey, n.ozgId, n.fimKey, n.citation, n.reference] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
CYPHER 25 CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (n:Organization|OrgUnit|Committee|Post|Person|Sphere|Territory|Thrust|TargetQuality|Programme|Initiative|Indicator|UserGroup|Skill|ServiceType|Service|Process|LegalBasis|CompetenceReview|System|Offering|Dataset|Decision|Source) ON EACH [n.name, n.nameEn, n.description] OPTIONS {indexConfig: {`fulltext.analyzer`: 'german'}};
CYPHER 25 CREATE INDEX entity_tenant IF NOT EXISTS FOR (n:Entity) ON (n.tenant);
CYPHER 25 CREATE INDEX entity_tenant_type_name IF NOT EXISTS FOR (n:Entity) ON (n.tenant, n.type, n.name);
CYPHER 25 CREATE INDEX committee_oparl_id IF NOT EXISTS FOR (n:Committee) ON (n.oparlId);
CYPHER 25 CREATE INDEX person_oparl_id IF NOT EXISTS FOR (n:Person) ON (n.oparlId);
CYPHER 25 CREATE INDEX initiative_stage IF NOT EXISTS FOR (n:Initiative) ON (n.stage);
CYPHER 25 CREATE INDEX service_type_leika_key IF NOT EXISTS FOR (n:ServiceType) ON (n.leikaKey);
CYPHER 25 CREATE INDEX decision_reference IF NOT EXISTS FOR (n:Decision) ON (n.reference);
CYPHER 25 CREATE INDEX assertion_to_id IF NOT EXISTS FOR (n:Assertion) ON (n.toId);
CYPHER 25 CREATE INDEX assertion_entity_id IF NOT EXISTS FOR (n:Assertion) ON (n.entityId);
CYPHER 25 CREATE INDEX assertion_status IF NOT EXISTS FOR (n:Assertion) ON (n.status);
