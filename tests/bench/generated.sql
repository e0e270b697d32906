-- Sample records, as many pledges as the setting bench.pledges says, put straight into the tables: with amendments,
-- partners, updates and retractions. Pledges came as imports of 500 in one publication, all else was published one by one.
-- The same number gives the same records, but for their days.

CREATE OR REPLACE FUNCTION bench_draw(i bigint, salt int, n int) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT ((hashint8(i * 7919 + salt)::bigint & 2147483647) % n)::int $$;

CREATE TEMPORARY TABLE bench AS SELECT
    CURRENT_SETTING('bench.pledges')::int AS n,
    (CURRENT_SETTING('bench.pledges')::int + 499) / 500 AS m,
    (SELECT COUNT(*) FROM workflow_record WHERE reference LIKE 'GCM-PL-2000-%') AS had,
    (SELECT COUNT(*) FROM workflow_record WHERE reference LIKE 'GCM-PU-2000-%') AS had_updates,
    (SELECT COALESCE(MAX(number), 0) FROM workflow_publication) AS p,
    (SELECT COALESCE(MAX(id), 0) FROM workflow_record) AS r,
    (SELECT COALESCE(MAX(id), 0) FROM pledges_pledge) AS v,
    (SELECT id FROM accounts_user WHERE is_system) AS by,
    ARRAY(SELECT iso3 FROM accounts_state ORDER BY m49) AS states,
    ARRAY['returns','visas','labour mobility','border posts','consular help','skills','remittances','shelter','data',
          'family unity','ethical recruitment','search and rescue','identity papers','health care','schooling'] AS words;

INSERT INTO accounts_organisation (slug, name, kind)
SELECT 'sample-' || i, 'Sample organisation ' || i, 'local_authority' FROM generate_series(1, 300) AS i
ON CONFLICT DO NOTHING;

CREATE TEMPORARY TABLE bench_update AS
SELECT ROW_NUMBER() OVER (ORDER BY k, i) AS u, i, k, bench_draw(i, 50 + k, 1500) AS age, bench_draw(i, 60 + k, 4) AS s
FROM bench, generate_series(1, n) AS i, generate_series(1, 3) AS k WHERE bench_draw(i, 4, 100) < (ARRAY[45, 20, 8])[k];

INSERT INTO workflow_publication (number, at, by_id, verb, note)
SELECT p + k, NOW() - (total - k) * interval '5 minutes', by, CASE WHEN k <= m THEN 'import' WHEN k > total - n / 100 THEN 'retract' ELSE 'publish' END, ''
FROM bench, LATERAL (SELECT m + n / 20 + (SELECT COUNT(*) FROM bench_update) + n / 100 AS total) t,
     generate_series(1, total) AS k;

INSERT INTO workflow_record (id, kind, reference, source, source_id, source_digest, source_url, other_url, closing,
    closing_note, closed_in_id)
SELECT r + i, 'PL', 'GCM-PL-2000-' || LPAD((had + i)::text, 6, '0'), '', '', '', '', '', CASE WHEN i % 100 = 7 THEN 'retracted' ELSE '' END,
    CASE WHEN i % 100 = 7 THEN 'A sample reason.' ELSE '' END,
    CASE WHEN i % 100 = 7 THEN p + m + n / 20 + (SELECT COUNT(*) FROM bench_update) + i / 100 + 1 END
FROM bench, generate_series(1, n) AS i
UNION ALL
SELECT r + n + u, 'PU', 'GCM-PU-2000-' || LPAD((had_updates + u)::text, 6, '0'), '', '', '', '', '', '', '', NULL FROM bench, bench_update;

INSERT INTO pledges_pledge (id, record_id, author_id, change, change_reason, status, revision, language, created_at, saved_at,
    submitted_at, published_at, published_in_id, replaced_in_id, state_id, organisation_id, title, title_is_descriptive,
    pledge_type, is_mirror, natures, levels, covers_whole_compact, region, description, lead_institution, starts_on,
    is_open_ended, timeframe_as_listed, stage_as_listed, novelty, indicator, baseline, target, budget_currency, sdg_targets,
    forum_id, announced_at, listing, listing_is_partial)
SELECT v + i + CASE WHEN again THEN n ELSE 0 END, r + i, by, CASE WHEN again THEN 'amendment' ELSE 'new' END,
    CASE WHEN again THEN 'A sample reason.' ELSE '' END,
    CASE WHEN i % 100 = 7 THEN 'retracted' ELSE 'published' END, 1, 'en', at, at, at, at, p + k,
    CASE WHEN i % 20 = 0 AND NOT again THEN p + m + i / 20
         WHEN i % 100 = 7 THEN p + m + n / 20 + (SELECT COUNT(*) FROM bench_update) + i / 100 + 1 END,
    CASE WHEN owner < 85 THEN states[1 + (POWER(bench_draw(i, 2, 10000) / 10000.0, 1.6) * CARDINALITY(states))::int % CARDINALITY(states)] END,
    CASE WHEN owner BETWEEN 85 AND 94 THEN (SELECT MIN(id) FROM accounts_organisation WHERE slug LIKE 'sample-%') + bench_draw(i, 3, 300) END,
    'Sample pledge ' || i || ' on ' || words[1 + bench_draw(i, 5, 15)] || ' and ' || words[1 + bench_draw(i, 6, 15)], FALSE,
    CASE WHEN i % 5 = 0 THEN 'partnership' ELSE 'individual' END, FALSE,
    ARRAY[(ARRAY['policy', 'financial', 'human', 'process', 'structured'])[1 + bench_draw(i, 7, 5)]],
    ARRAY[(ARRAY['local', 'national', 'regional', 'international'])[1 + bench_draw(i, 8, 4)]],
    bench_draw(i, 9, 100) < 5, '', REPEAT('A sample undertaking, written for a measurement and for nothing else: ' ||
    words[1 + bench_draw(i, 5, 15)] || ', by sample ' || i || '. ', 8),
    'Sample ministry', CURRENT_DATE - 400, TRUE, '', '', '', '', '', '', '', '{}',
    CASE WHEN i % 2 = 0 THEN 2022 END, '', '', FALSE
FROM bench, generate_series(1, n) AS i, LATERAL (SELECT bench_draw(i, 1, 100) AS owner) o,
    LATERAL (SELECT FALSE AS again, (i + 499) / 500 AS k UNION ALL SELECT TRUE, m + i / 20 WHERE i % 20 = 0) versions,
    LATERAL (SELECT at FROM workflow_publication WHERE number = p + k) said;

INSERT INTO pledges_pledgeobjective (pledge_id, objective_id, weight)
SELECT v.id, 1 + bench_draw(v.record_id + CASE WHEN v.change = 'new' THEN 0 ELSE 1 END, 10 + k, 23), 'main'
FROM bench, pledges_pledge v, generate_series(1, 3) AS k
WHERE v.record_id > r AND NOT v.covers_whole_compact AND k <= 1 + bench_draw(v.record_id, 20, 3)
ON CONFLICT DO NOTHING;

INSERT INTO pledges_pledgepartner (pledge_id, name, kind, state_id)
SELECT v.id, 'Sample partner ' || k, 'civil_society', NULL
FROM bench, pledges_pledge v, generate_series(1, 2) AS k WHERE v.record_id > r AND v.pledge_type = 'partnership';

INSERT INTO progress_progressupdate (record_id, about_id, author_id, change, change_reason, status, revision, language, created_at,
    saved_at, submitted_at, published_at, published_in_id, state_id, organisation_id, is_unchanged, speaks_for_on, stage,
    discontinued_because, narrative, barriers, next_steps, indicator_value, assurance)
SELECT r + n + u, r + i, by, 'new', '', 'published', 1, 'en', NOW(), NOW(), NOW(), NOW(), p + m + n / 20 + u, v.state_id,
    v.organisation_id, FALSE, CURRENT_DATE - age, (ARRAY['planning', 'in_progress', 'fulfilled', 'discontinued'])[1 + s],
    CASE WHEN s = 3 THEN 'A sample reason.' ELSE '' END, REPEAT('A sample of what was done. ', 12), '', '', '', 'self_reported'
FROM bench, bench_update JOIN pledges_pledge v ON v.record_id = (SELECT r FROM bench) + i AND v.change = 'new';

INSERT INTO workflow_auditevent (at, actor_id, verb, target_type, target_id, record_id, before, after, note, snapshot, publication_id)
SELECT published_at, by, 'publish', 'pledges.pledge', id, record_id, 'submitted', 'published', '',
    JSONB_BUILD_OBJECT('change', change, 'title', title), published_in_id FROM bench, pledges_pledge WHERE record_id > r
UNION ALL
SELECT published_at, by, 'publish', 'progress.progressupdate', id, record_id, 'submitted', 'published', '',
    JSONB_BUILD_OBJECT('change', change, 'about', about_id), published_in_id FROM bench, progress_progressupdate WHERE record_id > r
UNION ALL
SELECT NOW(), by, 'retract', 'pledges.pledge', id, record_id, 'published', 'retracted', 'A sample reason.',
    JSONB_BUILD_OBJECT('change', change), replaced_in_id FROM bench, pledges_pledge WHERE record_id > r AND status = 'retracted';
SELECT SETVAL(PG_GET_SERIAL_SEQUENCE('workflow_record', 'id'), MAX(id)) FROM workflow_record;
SELECT SETVAL(PG_GET_SERIAL_SEQUENCE('pledges_pledge', 'id'), MAX(id)) FROM pledges_pledge;
DROP TABLE bench, bench_update;
DROP FUNCTION bench_draw;
