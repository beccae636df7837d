// Purpose: Wie vollständig sind die Einträge jeder Art? / How complete are the entries of each type?
// In: asOf, visibilities, tenants, counting (list of {type, properties})
// Out: type, property, total (entries), filled (entries that have it; an unknown start counts as empty)
CYPHER 25
UNWIND $counting AS wanted
MATCH (n:Entity WHERE n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities AND n.tenant IN $tenants AND n.type = wanted.type)
UNWIND wanted.properties AS property
WITH n.type AS type, property, n[property] AS value
RETURN type, property, count(*) AS total, count(CASE WHEN property = 'validFrom' AND value = date('0001-01-01') THEN null ELSE value END) AS filled
