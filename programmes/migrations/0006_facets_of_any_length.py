from django.db import migrations, models

# PostgreSQL makes the index over the column again.
POSTGRESQL = ["SET LOCAL statement_timeout = 0", "ALTER TABLE programmes_searchentry ALTER facets TYPE text"]


def forwards(apps, schema_editor):
    """Let the filters of an entry be of any length. SQLite has no limit, and would lose the triggers of migration 0002."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_bangkok_in_the_central_zone")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(forwards, migrations.RunPython.noop)],
            state_operations=[
                migrations.AlterField(
                    model_name="searchentry",
                    name="facets",
                    field=models.TextField(blank=True, help_text="What filters ask for, as words."),
                )
            ],
        )
    ]
