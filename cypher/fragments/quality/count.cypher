// Purpose: nur zählen / count only
// In: excepted
// At: `// <<rows`; what follows there tells about each row and is left out with it
WITH
  count(CASE WHEN NOT id IN $excepted THEN 1 END) AS total,
  count(CASE WHEN NOT id IN $excepted AND coalesce(about.milder, false) THEN 1 END) AS milder,
  count(CASE WHEN id IN $excepted THEN 1 END) AS excepted
