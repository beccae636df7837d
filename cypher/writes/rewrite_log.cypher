// Purpose: Protokollteile ohne die entfernte Kommune / Parts of the log without what was removed
// In: rows (list of {seq, part, tenants, total, first, last, doc})
// Out: –
CYPHER 25
UNWIND $rows AS row
MATCH (l:LogEntry {seq: row.seq, part: row.part})
SET l.tenants = row.tenants, l.total = row.total, l.first = row.first, l.last = row.last, l.doc = row.doc
