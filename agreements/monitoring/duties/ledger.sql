-- What is owed under the signed agreements: one row for each duty and period, with how it stands.
-- "visible" are the keys of the agreements that are asked for, "wanted" the columns or figures.

-- 1. The duties that the law lays on each track, with the days that the office set for itself.
WITH duty (track_code, code, rhythm, months, days, met_by, actor) AS (
    SELECT * FROM unnest(
        %(law_tracks)s::text[], %(law_codes)s::text[], %(law_rhythms)s::text[],
        %(law_months)s::int[], %(law_days)s::int[], %(law_met_by)s::text[], %(law_actors)s::text[]
    )
),

-- 2. The agreements that were signed and not given up.
signed AS (
    SELECT id, track_code, owner_id, effective_on, ends_on, holds_until, owed_from
    FROM agreements_agreement
    WHERE effective_on IS NOT NULL AND state <> ALL (%(stopped)s) AND id IN ({visible})
),

-- 3. What each owes: by the law on its track, and by the naskah itself; `own` is the key of the
-- latter. One entered by hand is asked from that day on, since nobody kept it here before.
owed AS (
    SELECT signed.*, code, rhythm, months, days, met_by, actor, NULL::bigint AS own
    FROM signed JOIN duty USING (track_code)
    UNION ALL
    SELECT signed.id, track_code, owner_id, effective_on, ends_on, holds_until,
        greatest(
            owed_from,
            CASE WHEN o.clause_id IS NULL THEN (o.at AT TIME ZONE %(zone)s)::date END
        ),
        %(agreed)s || '-' || o.id,
        due_rhythm,
        CASE due_rhythm
            WHEN %(rhythm_semester)s THEN 6
            WHEN %(rhythm_yearly)s THEN 12
            ELSE due_months
        END,
        due_days, '', due_party, o.id
    FROM signed JOIN agreements_agreementduty o ON o.agreement_id = signed.id AND NOT o.void
),

-- 4. The periods of each, counted from its origin: a half-year, a year, the signing or the end.
series AS MATERIALIZED (
    SELECT owed.*,
        (origin + make_interval(months => n * months))::date AS begins,
        (origin + make_interval(months => (n + 1) * months))::date AS next
    FROM owed
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN rhythm = %(rhythm_semester)s THEN make_date(
                extract(year FROM effective_on)::int,
                1 + extract(month FROM effective_on)::int / 7 * 6,
                1
            )
            WHEN rhythm IN (%(rhythm_yearly)s, %(rhythm_plan)s)
                THEN make_date(extract(year FROM effective_on)::int, 1, 1)
            WHEN rhythm = %(rhythm_before_end)s THEN ends_on
            ELSE effective_on
        END AS origin
    ) anchor
    CROSS JOIN LATERAL generate_series(
        0,
        CASE WHEN rhythm IN (%(rhythm_once)s, %(rhythm_before_end)s) THEN 0
            ELSE (least(holds_until, %(horizon)s) - origin) / (28 * months) END
    ) n
),

-- 5. The day on which each is due. A period is owed when it begins while the naskah is in force.
due AS MATERIALIZED (
    SELECT id AS agreement_id, owner_id, code, own, actor, begins, effective_on, ends_on,
        owed_from, rhythm, met_by,
        CASE rhythm
            WHEN %(rhythm_months)s THEN next
            WHEN %(rhythm_plan)s THEN greatest(begins - 1, effective_on + days)
            WHEN %(rhythm_once)s THEN effective_on + days
            WHEN %(rhythm_before_end)s THEN (ends_on - make_interval(months => months))::date
            ELSE next - 1 + days
        END AS due_on
    FROM series
    WHERE begins <= holds_until AND (
        rhythm <> %(rhythm_before_end)s
        OR ends_on - make_interval(months => months) >= effective_on
    )
),

-- 6. How it stands. It is met by a fulfilment in this ledger, by the evidence of a stage (for the
-- end: by that of the change which moves this end), or by the paper of its year.
standing AS (
    SELECT due.*, done.id AS fulfilment_id,
        CASE
            WHEN done.waived THEN %(status_waived)s
            WHEN done.id IS NOT NULL THEN %(status_done)s
            WHEN met_by <> '' AND rhythm <> %(rhythm_before_end)s AND begins <= effective_on
                AND EXISTS (
                    SELECT FROM agreements_evidence e
                    WHERE e.agreement_id = due.agreement_id AND e.requirement_code = met_by
                        AND NOT e.void AND e.fulfilment_id IS NULL
                ) THEN %(status_done)s
            WHEN met_by <> '' AND rhythm = %(rhythm_before_end)s
                AND EXISTS (
                    SELECT FROM agreements_agreement c
                    JOIN agreements_evidence e ON e.agreement_id = c.id
                    WHERE c.parent_id = due.agreement_id AND c.berakhir_semula = begins
                        AND e.requirement_code = met_by AND NOT e.void
                ) THEN %(status_done)s
            WHEN met_by <> ''
                AND EXISTS (
                    SELECT FROM agreements_document d
                    WHERE d.agreement_id = due.agreement_id AND d.kind = met_by
                        AND d.state = %(paper_ready)s AND NOT d.draft
                        AND coalesce(d.context ->> 'year', left(d.context ->> 'date', 4))
                            = extract(year FROM begins)::text
                ) THEN %(status_done)s
            WHEN due_on < %(today)s THEN %(status_late)s
            ELSE %(status_open)s
        END AS standing
    FROM due
    LEFT JOIN agreements_fulfilment done ON done.agreement_id = due.agreement_id
        AND done.duty_code = code AND done.period = begins AND NOT done.void
)

-- 7. What is asked for. An extension can no longer be announced after the end; of an agreement
-- recorded from its naskah, only what falls due since the day from which its duties are kept here.
-- Where it is asked for some partners ("bearing"), nothing that another one owes.
SELECT {wanted}
FROM standing
LEFT JOIN (
    SELECT o.id AS own, due_text, due_party, basis, due_rhythm, due_months, due_days,
        coalesce(b.name, '') AS bearer, b.partner_id AS bearing,
        CASE WHEN r.id IS NULL THEN '' WHEN r.partner_id IS NULL THEN %(region)s ELSE r.name END
            AS receiver,
        (SELECT count(*) FROM agreements_party p WHERE p.agreement_id = o.agreement_id) > 2
            AS several
    FROM agreements_agreementduty o
    LEFT JOIN agreements_party b ON b.id = o.bearer_id
    LEFT JOIN agreements_party r ON r.id = o.receiver_id
) agreed USING (own)
WHERE standing = ANY (%(standings)s)
    AND due_on BETWEEN %(since)s AND %(until)s
    AND (code = ANY (%(codes)s) OR own IS NOT NULL AND %(with_agreed)s)
    AND actor = ANY (%(actors)s)
    AND (%(bearing)s::bigint[] IS NULL OR bearing IS NULL OR bearing = ANY (%(bearing)s))
    AND (
        fulfilment_id IS NOT NULL
        OR rhythm <> %(rhythm_before_end)s
        OR ends_on >= %(today)s
    )
    AND (owed_from IS NULL OR due_on >= owed_from)
