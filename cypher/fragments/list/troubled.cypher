// Initiatives that are red, or late and neither live nor over (as S07 and S14 count them). Goes to: filters
AND n:Initiative AND NOT n.stage IN ['completed', 'stopped'] AND coalesce(n.health = 'red' OR (n.dueDate < $asOf AND n.stage <> 'live'), false)
