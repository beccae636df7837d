// Initiatives by the sides of users that they really involve (as S11 counts them). In: users (of none, external, internal, both). Goes to: filters
AND n:Initiative AND EXISTS {
  OPTIONAL MATCH (n)-[v:SERVES WHERE v.validFrom <= $asOf < v.validUntil AND v.visibility IN $visibilities AND v.tenant IN $tenants AND v.involvement <> 'none']->
    (g:UserGroup WHERE g.validFrom <= $asOf < g.validUntil AND g.visibility IN $visibilities AND g.tenant IN $tenants)
  WITH collect(DISTINCT g.side) AS sides
  WHERE CASE size(sides) WHEN 0 THEN 'none' WHEN 1 THEN sides[0] ELSE 'both' END IN $users
  RETURN sides
}
