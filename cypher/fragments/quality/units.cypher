// Purpose: Wie viel hat jede Einheit zu beheben? / How much has each unit to mend?
// In: –
// At: `// <<rows`, behind fragments/quality/unit; what follows there is left out with it
WITH about.unit AS unit, count(*) AS total
