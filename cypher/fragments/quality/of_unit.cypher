// Purpose: nur Zeilen dieser Einheit / only rows of this unit
// In: unit (id; '' for what belongs to nobody)
// At: `// <<rows`, behind fragments/quality/unit
WITH id, entity, fact, about WHERE coalesce(about.unit.id, '') = $unit
