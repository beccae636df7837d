// Purpose: nur Vorhaben / initiatives only
// In: –
// At: `// <<narrow`, behind the WHERE of a gap
AND x:Initiative
