-- The search index of the sample records, as `rebuild_search` writes it but for the places of words in the text: a row for
-- each version that was public and may still be read. Samples share their words, so each set of words is read once.

CREATE FUNCTION bench_words(said text, weight text) RETURNS tsvector LANGUAGE sql STABLE AS
$$
    SELECT COALESCE(STRING_AGG(FORMAT('%L:%s', form, places), ' '), '')::tsvector FROM (
        SELECT 'en:' || lexeme AS form, ARRAY_TO_STRING(positions, weight || ',') || weight AS places
        FROM UNNEST(TO_TSVECTOR('english', said))
        UNION ALL
        SELECT lexeme, ARRAY_TO_STRING(positions, weight || ',') || weight
        FROM UNNEST(TO_TSVECTOR('simple', said)) WHERE TS_LEXIZE('english_stem', lexeme) <> '{}'
    ) forms
$$;

CREATE TEMPORARY TABLE bench_version AS
SELECT v.id, v.record_id, v.title, v.description, v.lead_institution, v.state_id, v.organisation_id, v.published_in_id,
    v.replaced_in_id, r.reference, r.closing, r.closed_in_id, SUBSTRING(v.title FROM 'Sample pledge (\d+) ') AS i,
    REGEXP_REPLACE(v.title, 'Sample pledge \d+ ', '') AS about,
    ARRAY(SELECT o.objective_id FROM pledges_pledgeobjective o WHERE o.pledge_id = v.id ORDER BY 1) AS objectives
FROM pledges_pledge v JOIN workflow_record r ON r.id = v.record_id
WHERE r.reference LIKE 'GCM-PL-2000-%' AND r.closing <> 'retracted'
    AND NOT EXISTS (SELECT FROM search_entry e WHERE e.record_id = v.record_id);
CREATE INDEX ON bench_version (record_id);

CREATE TEMPORARY TABLE bench_said AS
SELECT about, bench_words('Sample pledge ' || about, 'A')
    || bench_words(REGEXP_REPLACE(MIN(description), '\d+', '', 'g') || MIN(lead_institution), 'D') AS pledge,
    bench_words('Sample pledge ' || about, 'A') || bench_words(REPEAT('A sample of what was done. ', 12), 'D') AS done
FROM bench_version GROUP BY about;

INSERT INTO search_entry (kind, key, record_id, reference, place, title, texts, languages, state_id, organisation_id,
    objectives, spelled, vector, digest, valid_from, valid_to)
SELECT 'pledge', 'record:' || v.record_id, v.record_id, v.reference,
    JSONB_BUILD_ARRAY('pledges:detail', JSONB_BUILD_ARRAY(v.reference), ''), JSONB_BUILD_OBJECT('en', v.title),
    JSONB_BUILD_ARRAY(JSONB_BUILD_ARRAY('en', v.description), JSONB_BUILD_ARRAY('en', v.lead_institution)), ARRAY['en'],
    v.state_id, v.organisation_id, v.objectives, LOWER(v.title),
    said.pledge || FORMAT('%s:3A en\:%s:3A ref\:n%s:1A ref\:pl:1A ref\:y2000:1A', v.i, v.i, v.i)::tsvector,
    MD5(v.title || v.id), v.published_in_id, v.replaced_in_id
FROM bench_version v JOIN bench_said said USING (about)
WHERE v.replaced_in_id IS NULL OR v.replaced_in_id > v.published_in_id;

INSERT INTO search_entry (kind, key, record_id, reference, place, title, texts, languages, state_id, organisation_id,
    objectives, spelled, vector, digest, valid_from, valid_to)
SELECT 'update', 'record:' || u.record_id, u.record_id, r.reference,
    JSONB_BUILD_ARRAY('pledges:detail', JSONB_BUILD_ARRAY(v.reference), 'update-' || u.record_id),
    JSONB_BUILD_OBJECT('en', v.title), JSONB_BUILD_ARRAY(JSONB_BUILD_ARRAY('en', u.narrative)), ARRAY['en'],
    u.state_id, u.organisation_id, v.objectives, LOWER(v.title),
    said.done || FORMAT('%s:3A en\:%s:3A ref\:pu:1A ref\:y2000:1A', v.i, v.i)::tsvector,
    MD5(v.title || u.record_id), u.published_in_id, v.closed_in_id
FROM progress_progressupdate u JOIN workflow_record r ON r.id = u.record_id
    JOIN (SELECT DISTINCT ON (record_id) * FROM bench_version ORDER BY record_id, id DESC) v ON v.record_id = u.about_id
    JOIN bench_said said USING (about);

DROP TABLE bench_version, bench_said;
DROP FUNCTION bench_words;
