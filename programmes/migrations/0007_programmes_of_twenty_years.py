from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

MOST_YEARS = 20


def shorten(apps, schema_editor):
    """Let programmes of more than 20 fiscal years, which are slips of typing, end with the 20th; their history says so."""
    Programme, History = apps.get_model("programmes", "Programme"), apps.get_model("programmes", "HistoricalProgramme")
    for programme in Programme.objects.filter(last_fiscal_year__gte=F("first_fiscal_year") + MOST_YEARS):
        programme.last_fiscal_year = programme.first_fiscal_year + MOST_YEARS - 1
        programme.version += 1
        programme.save()
        kept = {field.attname: getattr(programme, field.attname) for field in Programme._meta.concrete_fields}
        History.objects.create(**kept, history_date=timezone.now(), history_type="~")


class Migration(migrations.Migration):
    dependencies = [("programmes", "0006_facets_of_any_length")]

    operations = [
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_fiscal_year__lt", models.F("first_fiscal_year") + MOST_YEARS)),
                name="programme_not_longer_than_20_years",
                violation_error_message="A programme runs for at most 20 fiscal years.",
            ),
        ),
    ]
