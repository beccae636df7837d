// Purpose: Wie viele Einträge gehören auf die Karte? / How many entities belong on the map?
// In: offMap (node types that never stand there), asOf, visibilities, tenants
// Out: total (of `shared` only what is tied to something of a municipality: a catalogue entry that nobody delivers is not there)
CYPHER 25
MATCH (n:Entity WHERE n.tenant IN $tenants AND n.validFrom <= $asOf < n.validUntil AND n.visibility IN $visibilities
  AND NOT n.type IN $offMap)
WHERE n.tenant <> 'shared' OR EXISTS {
  MATCH (n)-[r WHERE r.validFrom <= $asOf < r.validUntil AND r.visibility IN $visibilities AND r.tenant IN $tenants]-
    (other:Entity WHERE other.validFrom <= $asOf < other.validUntil AND other.visibility IN $visibilities AND other.tenant IN $tenants
      AND other.tenant <> 'shared')
}
RETURN count(*) AS total
