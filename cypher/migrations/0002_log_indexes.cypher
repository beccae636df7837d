// Purpose: Protokoll finden / Find an entry of the log by its write (lost answers) and by its public number
// Kind: schema
CYPHER 25 CREATE INDEX log_entry_write IF NOT EXISTS FOR (l:LogEntry) ON (l.writeId);
CYPHER 25 CREATE INDEX log_entry_public IF NOT EXISTS FOR (l:LogEntry) ON (l.publicSeq);
