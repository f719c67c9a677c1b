-- Where the rows of one table and the log differ, by record:
-- (subject, changes by column as [logged, found], moment of its last entry, whether the row is there,
-- whether it should be). Named parameters: stream, skipped, is_open, hidden; {table} and {key} are
-- put in by name.
WITH logged AS (
    -- The newest entry about each column of each record. What a removed record was does not count.
    SELECT DISTINCT ON (subject, pair.key) subject, pair.key, pair.value -> 1 AS kept
    FROM logbook_logentry, jsonb_each(detail) AS pair
    WHERE stream = %(stream)s AND action <> 'baca'
    ORDER BY subject, pair.key, number DESC
),
last AS (
    SELECT DISTINCT ON (subject) subject, action, at FROM logbook_logentry
    WHERE stream = %(stream)s AND action <> 'baca' ORDER BY subject, number DESC
),
columns AS (
    SELECT attname::text AS key FROM pg_attribute
    WHERE attrelid = '"{table}"'::regclass AND attnum > 0 AND NOT attisdropped
),
found AS (
    -- The rows as they are, column by column, in the form in which the log keeps them.
    SELECT row."{key}"::text AS subject, pair.key,
        CASE
            WHEN pair.value = 'null'::jsonb
                OR (%(is_open)s AND pair.key <> ALL(%(hidden)s::text[])) THEN pair.value
            ELSE jsonb_build_object(
                '#', encode(sha256(convert_to(pair.value::text, 'UTF8')), 'hex'))
        END AS kept
    FROM "{table}" AS row, jsonb_each(to_jsonb(row) - %(skipped)s::text[]) AS pair
),
pairs AS (
    SELECT coalesce(logged.subject, found.subject) AS subject,
        coalesce(logged.key, found.key) AS key,
        coalesce(logged.kept, 'null'::jsonb) AS was,
        coalesce(found.kept, 'null'::jsonb) AS is_now,
        found.subject IS NOT NULL AS is_there
    FROM logged FULL JOIN found ON logged.subject = found.subject AND logged.key = found.key
)
SELECT pairs.subject,
    jsonb_object_agg(pairs.key, jsonb_build_array(was, is_now)) FILTER (WHERE was <> is_now),
    max(last.at),
    bool_or(is_there),
    coalesce(max(last.action) <> 'hapus', false)
FROM pairs JOIN columns USING (key) LEFT JOIN last USING (subject)
GROUP BY pairs.subject
HAVING count(*) FILTER (WHERE was <> is_now) > 0
    OR bool_or(is_there) <> coalesce(max(last.action) <> 'hapus', false)
ORDER BY pairs.subject
