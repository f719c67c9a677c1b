-- The traffic light of each agreement in force, with its reasons and since when.
-- "visible" are the keys of the agreements that are asked for, "wanted" the columns or figures.

-- 1. The agreements in force. One recorded from an old naskah is watched from that record on.
WITH watched AS (
    SELECT id, track_code, effective_on, greatest(effective_on, owed_from) AS base,
        state = %(state_done)s
            OR state = %(state_running)s AND stage_code = ANY (%(implementing)s)
            AS is_implemented
    FROM agreements_agreement
    WHERE effective_on <= %(today)s AND holds_until >= %(today)s AND NOT terminated
        AND state <> ALL (%(stopped)s) AND id IN ({visible})
),

-- 2. An umbrella lives where what stands under it lives: its kin.
kin AS (
    SELECT id, id AS member FROM watched
    UNION ALL
    SELECT w.id, c.id FROM watched w JOIN agreements_agreement c ON c.parent_id = w.id
    WHERE c.effective_on IS NOT NULL AND c.state <> ALL (%(stopped)s)
),

-- 3. The last signs of life of each with its kin: plans, reports, progress and evidence.
lived AS MATERIALIZED (
    SELECT kin.id,
        max(a.year) AS planned_until,
        max(greatest(r.day, f.day, e.reported)) AS reported_on,
        max(greatest(p.day, e.day)) AS acted_on,
        bool_or(e.is_pks) AS has_pks
    FROM kin
    LEFT JOIN LATERAL (
        SELECT max(year) AS year FROM agreements_activity WHERE agreement_id = member
    ) a ON true
    LEFT JOIN LATERAL (
        SELECT (max(judged_at) AT TIME ZONE %(zone)s)::date AS day
        FROM agreements_report
        WHERE agreement_id = member AND state = %(report_accepted)s
    ) r ON true
    LEFT JOIN LATERAL (
        SELECT max(coalesce(done_on, (at AT TIME ZONE %(zone)s)::date)) AS day
        FROM agreements_fulfilment
        WHERE agreement_id = member AND NOT void AND duty_code = ANY (%(reported_duties)s)
    ) f ON true
    LEFT JOIN LATERAL (
        SELECT (max(submitted_at) AT TIME ZONE %(zone)s)::date AS day
        FROM agreements_progress
        WHERE agreement_id = member AND state <> %(progress_returned)s
    ) p ON true
    LEFT JOIN LATERAL (
        SELECT (max(at) AT TIME ZONE %(zone)s)::date AS day,
            max(decided_on) FILTER (WHERE requirement_code = ANY (%(reported_by)s)) AS reported,
            bool_or(requirement_code = %(pks_signed)s) AND member = kin.id AS is_pks
        FROM agreements_evidence
        WHERE agreement_id = member AND NOT void
    ) e ON true
    GROUP BY kin.id
),

-- 4. Since when an umbrella has no PKS in force under it; nothing while it has.
under AS (
    SELECT w.id,
        CASE WHEN l.has_pks OR max(c.holds_until) >= %(today)s THEN NULL
            ELSE greatest(w.effective_on, max(c.holds_until) + 1) END AS unfollowed
    FROM watched w
    JOIN lived l USING (id)
    LEFT JOIN agreements_agreement c ON c.parent_id = w.id
        AND c.track_code = ANY (%(pks_tracks)s)
        AND c.effective_on IS NOT NULL AND c.state <> ALL (%(stopped)s)
    WHERE w.track_code = ANY (%(umbrellas)s)
    GROUP BY w.id, w.effective_on, l.has_pks
),

-- 5. What is watched on each track, and after how many months it shows.
signal (track_code, code, months) AS (
    SELECT * FROM unnest(
        %(signal_tracks)s::text[], %(signal_codes)s::text[], %(signal_months)s::int[]
    )
),

-- 6. Since when each sign has been missing. Nothing is carried out under a Kesepakatan Bersama as
-- long as there is no PKS, so then only that is missed, and the report on it.
quiet AS (
    SELECT w.id, code, months,
        CASE
            WHEN code = %(no_pks)s THEN u.unfollowed
            WHEN code = ANY (%(of_carrying_out)s)
                AND (NOT is_implemented OR u.unfollowed IS NOT NULL) THEN NULL
            WHEN code = %(no_plan)s AND planned_until >= %(year)s THEN NULL
            WHEN code = %(no_plan)s THEN greatest(base, make_date(planned_until + 1, 1, 1))
            WHEN code = %(no_progress)s THEN greatest(base, acted_on)
            ELSE greatest(base, reported_on)
        END AS since
    FROM watched w
    JOIN signal USING (track_code)
    JOIN lived l USING (id)
    LEFT JOIN under u USING (id)
),

-- 7. The signs that have been missing for their months, and whether for twice as long.
asleep AS (
    SELECT id, code, since,
        (since + make_interval(months => 2 * months))::date <= %(today)s AS is_long
    FROM quiet
    WHERE (since + make_interval(months => months))::date <= %(today)s
),

-- 8. One sign makes yellow; several, or one for long, make red.
light AS (
    SELECT w.id,
        CASE
            WHEN count(code) = 0 THEN %(colour_green)s
            WHEN count(code) > 1 OR bool_or(is_long) THEN %(colour_red)s
            ELSE %(colour_yellow)s
        END AS colour,
        min(since) AS since,
        array_remove(array_agg(code ORDER BY since, code), NULL) AS codes,
        array_remove(array_agg(since ORDER BY since, code), NULL) AS days
    FROM watched w LEFT JOIN asleep USING (id)
    GROUP BY w.id
)

SELECT {wanted}
FROM light
WHERE colour = ANY (%(colours)s) AND (%(signal)s = '' OR %(signal)s = ANY (codes))
