// Derived from api/contract/ontology by `npm run derive`: do not edit.
// Purpose: Aussagen nach ihrer Kennung / Facts by their factId, for the plan
// In: ids
// Out: factId, relation, from, to, version, stored (all properties)
CYPHER 25
UNWIND $ids AS id
MATCH (a:Entity)-[r:ACCOUNTABLE_FOR|RESPONSIBLE_FOR|CONTRIBUTES_TO|FUNDS|STEWARDS|TOOK|CONCERNS|MOVED|PURSUES|AIMS_AT|MEASURED_BY|HAS_OBSERVATION|CHANGES|SERVES|NEEDS_SKILL|HAS_SKILL|PART_OF|POST_IN|HOLDS_POST|REPORTS_TO|MEMBER_OF|OWNS_SHARE|COOPERATES_WITH|SUCCEEDED_BY|IN_SPHERE|LOCATED_IN|SERVES_AREA|INSTANCE_OF|COMPETENT_FOR|PROVIDED_BY|BASED_ON|HAS_PROCESS|HAS_STEP|REVIEWS|RAISED|DEPENDS_ON|OPERATED_BY|OFFERED_BY|COVERS|USES_OFFERING|STORED_IN|USES_DATA {factId: id}]->(b:Entity)
RETURN r.factId AS factId, type(r) AS relation, a.id AS from, b.id AS to, r.version AS version, properties(r) AS stored
