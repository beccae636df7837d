// Purpose: Protokollteile, die auch von einer Kommune handeln / Parts of the log that speak of a municipality and of others
// In: tenant
// Out: seq, part, doc
CYPHER 25
MATCH (l:LogEntry)
WHERE $tenant IN l.tenants AND size(l.tenants) > 1
RETURN l.seq AS seq, l.part AS part, l.doc AS doc
