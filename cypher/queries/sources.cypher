// Purpose: Quellen, wie man sie zitiert / Sources, as they are cited
// In: ids (list of source ids), visibilities, tenants
// Out: id, title, kind, date, url, publisher
// A source proves what it says also after its own validity: no day is tested.
CYPHER 25
UNWIND $ids AS id
MATCH (s:Source&Entity {id: id} WHERE s.visibility IN $visibilities AND s.tenant IN $tenants)
RETURN DISTINCT s.id AS id, coalesce(s.title, s.name) AS title, s.kind AS kind, s.date AS date, s.url AS url, s.publisher AS publisher
ORDER BY date DESC, id
