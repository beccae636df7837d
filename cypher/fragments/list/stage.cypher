// Initiatives in these stages. In: stages. Goes to: filters
AND n.stage IN $stages
