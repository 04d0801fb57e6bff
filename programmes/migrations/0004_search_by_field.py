from django.db import migrations

# Building an index over many texts takes longer than the time that a request has.
NO_LIMIT = 'SET LOCAL statement_timeout = 0'
DROP_INDEX = 'DROP INDEX programmes_searchentry_words'
CREATE_INDEX = """CREATE INDEX programmes_searchentry_words ON programmes_searchentry
    USING gin (programmes_search_words(title_keys, lead_keys, body_keys, facets)) WITH (fastupdate = off)"""


def words(*of_fields):
    """Return the function of migration 0002, with further words."""
    return rf"""CREATE OR REPLACE FUNCTION programmes_search_words(title text, lead text, body text, facets text)
        RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT COST 1000 AS $$
        DECLARE
            words text[] := array_remove(
                string_to_array(title || U&' \E000 ' || lead || U&' \E000 ' || body, ' '), '');
        BEGIN
            RETURN array_to_tsvector(ARRAY(
                SELECT word FROM unnest(words) AS word WHERE word <> U&'\E000'
                UNION
                SELECT a || ' ' || b FROM unnest(words, words[2:]) AS pair (a, b)
                WHERE a <> U&'\E000' AND b <> U&'\E000'
                {''.join(of_fields)}
                UNION
                SELECT word FROM unnest(string_to_array(facets, ' ')) AS word WHERE word <> ''));
        END $$"""


def words_of(field, mark):
    """Return the words of one field, each behind a letter that no text has."""
    return rf"""UNION
                SELECT U&'{mark}' || word FROM unnest(string_to_array({field}, ' ')) AS word
                WHERE word NOT IN ('', U&'\E000')
                """


FORWARDS = [
    NO_LIMIT,
    DROP_INDEX,
    words(words_of('title', r'\E002'), words_of('lead', r'\E003')),
    # All texts are put aside: what is read of every match is its place, and a page of the table holds forty of them.
    'ALTER TABLE programmes_searchentry SET (toast_tuple_target = 128)',
    'ALTER TABLE programmes_searchentry ALTER title_keys SET STORAGE EXTENDED, ALTER lead_keys SET STORAGE EXTENDED',
    CREATE_INDEX,
]
BACKWARDS = [
    NO_LIMIT,
    DROP_INDEX,
    words(),
    'ALTER TABLE programmes_searchentry SET (toast_tuple_target = 1400)',
    'ALTER TABLE programmes_searchentry ALTER title_keys SET STORAGE MAIN, ALTER lead_keys SET STORAGE MAIN',
    CREATE_INDEX,
]


def forwards(apps, schema_editor):
    """Let the index of PostgreSQL know which words are those of title and lead (programmes/search/postgresql.py)."""
    run(schema_editor, FORWARDS)


def backwards(apps, schema_editor):
    """Make the index of migration 0002 again."""
    run(schema_editor, BACKWARDS)


def run(schema_editor, statements):
    if schema_editor.connection.vendor == 'postgresql':
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0003_site_generation'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
