// Purpose: Vorgemerkte Dateien und Zeilen verwerfen / Drop the files and rows of all imports
// In: –
// Out: –
CYPHER 25
MATCH (c:__ImportChunk)
DELETE c
