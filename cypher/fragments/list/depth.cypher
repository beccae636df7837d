// Initiatives of this depth of change. In: depths (codes). Goes to: filters
AND n.depth IN $depths
