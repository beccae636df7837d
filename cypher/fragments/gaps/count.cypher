// Purpose: nur zählen / count only
// In: –
// At: `// <<page`; what follows there tells about each gap and is left out with it
WITH total WHERE total > 0
