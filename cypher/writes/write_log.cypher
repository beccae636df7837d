// Purpose: Protokolleintrag schreiben / Write one entry of the log, in parts
// In: parts (list of {seq, part, parts, at, by, reason, sourceIds, tenants, writeId, publicSeq, allPublic, total, first, last, doc})
// Out: –
CYPHER 25
UNWIND $parts AS part
CREATE (l:LogEntry)
SET l = part
