// Purpose: Ein Eintrag mit seinen Angaben, auch wenn er beendet ist / One entity with its properties, ended ones too
// In: id, visibilities
// Out: properties (map of all stored properties)
// Deliberately without a day and a tenant: the page of a dissolved office or of another municipality can be opened by
// its id; what is said about it is governed by day and tenant as everywhere.
CYPHER 25
MATCH (n:Entity {id: $id} WHERE n.visibility IN $visibilities)
RETURN properties(n) AS properties
