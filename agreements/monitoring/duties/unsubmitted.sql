-- Narrows the ledger to reports that are to be written: nobody submitted them yet, and they fall
-- due soon, or the stage of their agreement waits for them now though their day lies further ahead.
    AND NOT EXISTS (
        SELECT FROM agreements_report r
        WHERE r.agreement_id = standing.agreement_id AND r.duty_code = code
            AND r.period = begins AND r.state <> %(report_draft)s
    )
    AND (
        due_on <= %(soon)s
        OR begins <= %(today)s AND met_by <> ''
            AND EXISTS (
                SELECT FROM agreements_agreement a
                WHERE a.id = standing.agreement_id AND a.state = %(state_running)s
                    AND a.stage_code = ANY (%(reporting_stages)s)
            )
            AND NOT EXISTS (
                SELECT FROM agreements_evidence e
                WHERE e.agreement_id = standing.agreement_id AND e.requirement_code = met_by
                    AND NOT e.void
            )
    )
