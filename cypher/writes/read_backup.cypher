// Purpose: Wann wurde zuletzt gesichert? / When was the last backup made?
// In: –
// Out: at (ISO text, of the last good one, or null), bytes, failedAt (ISO text, if one failed since, or null)
CYPHER 25
MATCH (b:__Backup {name: 'last'})
RETURN b.at AS at, b.bytes AS bytes, b.failedAt AS failedAt
