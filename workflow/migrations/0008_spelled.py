"""Texts are compared for likeness by pg_trgm, in every script and in whatever locale the database was made.

pg_trgm knows the letters of the database's own locale only: in one made with LC_CTYPE C, as the embedded server's and
the container's are, Arabic, Chinese and Cyrillic have none, and two texts in them are never alike. So each text is
spelled in ASCII first: small letters, no accents or vowel signs, other letters as three of ours that stand for one and
are unlike their neighbours' (the code point times a prime, written to the base 26), signs as blanks.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

SPELLED = r"""
CREATE FUNCTION gcm_spelled(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 1000 AS $$
  SELECT CASE WHEN given !~ '[^\u0001-\u007f]' THEN lower(given) ELSE (
    SELECT coalesce(string_agg(
      CASE WHEN code < 128 THEN chr(code) ELSE
        chr(97 + (code * 7919) % 26) || chr(97 + (code * 7919 / 26) % 26) || chr(97 + (code * 7919 / 676) % 26)
      END, '' ORDER BY place), '')
    FROM (
      SELECT ascii(letter) AS code, place
      FROM regexp_split_to_table(
        regexp_replace(
          regexp_replace(
            normalize(lower(given), NFKD), '[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200b-\u200f]', '', 'g'
          ),
          '[\u0080-\u00bf\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u206f\u3000-\u303f\ufe10-\ufe6f\uff00-\uff0f]',
          ' ', 'g'
        ), ''
      ) WITH ORDINALITY AS letters(letter, place)
    ) AS coded
    WHERE code > 0
  ) END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0007_take_back_erasure")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL(SPELLED, "DROP FUNCTION gcm_spelled(text)"),
    ]
