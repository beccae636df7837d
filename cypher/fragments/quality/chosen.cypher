// Purpose: nur Zeilen ohne Ausnahme, oder nur die Ausnahmen / only rows without an exception, or only the exceptions
// In: excepted, exceptions (true: only those)
// At: `// <<rows`
WITH id, entity, fact, about WHERE (id IN $excepted) = $exceptions
