-- The log of all writes. Run by the owner of the tables after each migration (installing.py). What
-- adds an entry runs as that owner: the program's own role may write none (kerjasama/database).

-- A value as the log keeps it: itself, or where a column is not to be read there its fingerprint.
-- Stable as what it calls, so that it is woven into the question that asks it for each column: a
-- quarter of what an entry costs.
CREATE OR REPLACE FUNCTION logbook_kept(value jsonb, is_open boolean) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN value IS NULL OR value = 'null'::jsonb OR is_open THEN value
        ELSE jsonb_build_object('#', encode(sha256(convert_to(value::text, 'UTF8')), 'hex'))
    END
$$;

-- One more entry about a record: numbered after its last, and carrying that one's digest. The last
-- is looked up by its index even where the log was empty when the lookup was planned: in a large
-- import it would otherwise read the whole log anew for each row. The name of a table is compared in
-- the collation "C" unless told otherwise, for which there is no index.
CREATE OR REPLACE FUNCTION logbook_append(of_stream text, of_subject text, what text, changes jsonb)
RETURNS void LANGUAGE plpgsql
SET search_path TO public, pg_temp SET timezone TO 'UTC' SET enable_seqscan TO off AS $$
DECLARE
    last_number integer;
    last_digest text;
    person text := coalesce(nullif(current_setting('kerjasama.person', true), ''), '');
    origin text := coalesce(current_setting('kerjasama.origin', true), '');
    now_at timestamptz := clock_timestamp();
BEGIN
    SELECT number, digest INTO last_number, last_digest FROM logbook_logentry
    WHERE stream = of_stream COLLATE "default" AND subject = of_subject COLLATE "default"
    ORDER BY number DESC LIMIT 1;
    last_number := coalesce(last_number, 0) + 1;
    last_digest := coalesce(last_digest, '');
    INSERT INTO logbook_logentry
        (stream, subject, number, action, detail, person_id, origin, at, previous, digest)
    VALUES (
        of_stream, of_subject, last_number, what, changes, nullif(person, '')::bigint, origin,
        now_at, last_digest,
        encode(sha256(convert_to(concat_ws(
            chr(31), of_stream, of_subject, last_number, what, changes::text, person, origin,
            to_char(now_at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), last_digest
        ), 'UTF8')), 'hex')
    );
END $$;
REVOKE EXECUTE ON FUNCTION logbook_append FROM PUBLIC;

-- What the program tells by itself: these deeds under these names and nothing else. Of rows the
-- triggers alone tell, of an upgrade the owner.
CREATE OR REPLACE FUNCTION logbook_tell(of_stream text, of_subject text, what text, detail jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO public, pg_temp AS $$
BEGIN
    IF ((of_stream, what) IN (
        ('baca berkas', 'baca'), ('baca ekspor', 'baca'), ('baca himpunan', 'baca'),
        ('baca data pribadi', 'baca'), ('baca surel', 'baca'), ('pemusnahan data', 'musnah'),
        ('segel catatan', 'segel'), ('dari server', 'server')
    ) AND jsonb_typeof(detail) = 'object') IS NOT TRUE THEN
        RAISE EXCEPTION 'this the program does not tell by itself';
    END IF;
    PERFORM logbook_append(of_stream, of_subject, what, detail);
END $$;

-- For this moment nobody adds an entry. The program may not lock the table by itself.
CREATE OR REPLACE FUNCTION logbook_hold() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path TO public, pg_temp AS $$
BEGIN LOCK TABLE logbook_logentry IN SHARE MODE; END $$;

-- Notes a row that came, changed or went: each column whose value did, with what it was before.
-- Arguments: the key's column; columns that are left out; "terbuka" where values may be read in the
-- log; columns of such a table of which the log keeps a fingerprint alone.
CREATE OR REPLACE FUNCTION logbook_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path TO public, pg_temp SET timezone TO 'UTC' AS $$
DECLARE
    skipped text[] := string_to_array(TG_ARGV[1], ',');
    is_open boolean := TG_ARGV[2] = 'terbuka';
    hidden text[] := string_to_array(TG_ARGV[3], ',');
    before jsonb := '{}';
    after jsonb := '{}';
    changes jsonb;
    what text := CASE TG_OP WHEN 'INSERT' THEN 'tambah' WHEN 'UPDATE' THEN 'ubah' ELSE 'hapus' END;
BEGIN
    IF TG_TABLE_SCHEMA <> 'public' THEN
        RAISE EXCEPTION 'the log tells of the tables of the program alone';
    END IF;
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD) - skipped; END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW) - skipped; END IF;
    SELECT jsonb_object_agg(key, jsonb_build_array(
        logbook_kept(o.value, is_open AND key <> ALL(hidden)),
        logbook_kept(n.value, is_open AND key <> ALL(hidden))
    )) INTO changes
    FROM jsonb_each(before) o FULL JOIN jsonb_each(after) n USING (key)
    WHERE o.value IS DISTINCT FROM n.value;
    IF changes IS NOT NULL THEN
        PERFORM logbook_append(
            TG_TABLE_NAME,
            CASE TG_OP WHEN 'DELETE' THEN before ELSE after END ->> TG_ARGV[0],
            what, changes
        );
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION logbook_note FROM PUBLIC;

CREATE OR REPLACE FUNCTION logbook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the log of all writes is only ever added to'; END $$;
