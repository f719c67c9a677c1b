-- Entries that are not what they were written as: another digest than their content asks for, a
-- number out of line, or not tied to the entry before. The digest is reckoned here, not by the
-- function that wrote it, which an attacker may have replaced. By record: the first such entry, its
-- moment, and all of them as they stand there.
SELECT stream, subject, min(number), min(at),
    string_agg(concat_ws(' ', number, digest, reckoned, previous), ',' ORDER BY number)
FROM (
    SELECT stream, subject, number, at, digest, reckoned, previous,
        digest = reckoned AS is_whole,
        number = 1 + coalesce(lag(number) OVER record, 0)
            AND previous = coalesce(lag(digest) OVER record, '') AS is_tied
    FROM logbook_logentry, LATERAL (
        SELECT encode(sha256(convert_to(concat_ws(
            chr(31), stream, subject, number, action, detail::text,
            coalesce(person_id::text, ''), origin,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), previous
        ), 'UTF8')), 'hex') AS reckoned
    ) AS anew
    WINDOW record AS (PARTITION BY stream, subject ORDER BY number)
) AS checked
WHERE NOT (is_whole AND is_tied)
GROUP BY stream, subject ORDER BY min(at), stream, subject
