// Derived from api/contract/ontology by `npm run derive`: do not edit.
// Purpose: Wie viele Aussagen gibt es je Beziehungsart? / How many facts are there of each relation?
// In: –
// Out: relation, total
CYPHER 25
CALL () {
  MATCH ()-[r:ACCOUNTABLE_FOR]->() RETURN 'ACCOUNTABLE_FOR' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:RESPONSIBLE_FOR]->() RETURN 'RESPONSIBLE_FOR' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:CONTRIBUTES_TO]->() RETURN 'CONTRIBUTES_TO' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:FUNDS]->() RETURN 'FUNDS' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:STEWARDS]->() RETURN 'STEWARDS' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:TOOK]->() RETURN 'TOOK' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:CONCERNS]->() RETURN 'CONCERNS' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:MOVED]->() RETURN 'MOVED' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:PURSUES]->() RETURN 'PURSUES' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:AIMS_AT]->() RETURN 'AIMS_AT' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:MEASURED_BY]->() RETURN 'MEASURED_BY' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:HAS_OBSERVATION]->() RETURN 'HAS_OBSERVATION' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:CHANGES]->() RETURN 'CHANGES' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:SERVES]->() RETURN 'SERVES' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:NEEDS_SKILL]->() RETURN 'NEEDS_SKILL' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:HAS_SKILL]->() RETURN 'HAS_SKILL' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:PART_OF]->() RETURN 'PART_OF' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:POST_IN]->() RETURN 'POST_IN' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:HOLDS_POST]->() RETURN 'HOLDS_POST' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:REPORTS_TO]->() RETURN 'REPORTS_TO' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:MEMBER_OF]->() RETURN 'MEMBER_OF' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:OWNS_SHARE]->() RETURN 'OWNS_SHARE' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:COOPERATES_WITH]->() RETURN 'COOPERATES_WITH' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:SUCCEEDED_BY]->() RETURN 'SUCCEEDED_BY' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:IN_SPHERE]->() RETURN 'IN_SPHERE' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:LOCATED_IN]->() RETURN 'LOCATED_IN' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:SERVES_AREA]->() RETURN 'SERVES_AREA' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:INSTANCE_OF]->() RETURN 'INSTANCE_OF' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:COMPETENT_FOR]->() RETURN 'COMPETENT_FOR' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:PROVIDED_BY]->() RETURN 'PROVIDED_BY' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:BASED_ON]->() RETURN 'BASED_ON' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:HAS_PROCESS]->() RETURN 'HAS_PROCESS' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:HAS_STEP]->() RETURN 'HAS_STEP' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:REVIEWS]->() RETURN 'REVIEWS' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:RAISED]->() RETURN 'RAISED' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:DEPENDS_ON]->() RETURN 'DEPENDS_ON' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:OPERATED_BY]->() RETURN 'OPERATED_BY' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:OFFERED_BY]->() RETURN 'OFFERED_BY' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:COVERS]->() RETURN 'COVERS' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:USES_OFFERING]->() RETURN 'USES_OFFERING' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:STORED_IN]->() RETURN 'STORED_IN' AS relation, count(r) AS total
  UNION ALL
  MATCH ()-[r:USES_DATA]->() RETURN 'USES_DATA' AS relation, count(r) AS total
}
RETURN relation, total
