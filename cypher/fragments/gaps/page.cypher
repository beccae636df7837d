// Purpose: ein Ausschnitt der Liste / one page of the list
// In: offset, limit
// At: `// <<page`, before what is told about each: only the page is looked at closely, `total` counts all.
WITH found[$offset .. $offset + $limit] AS found, total
