from django.db import migrations
from django.db.models import Max


def place_bangkok(apps, schema_editor):
    """Put Bangkok into ส่วนกลาง of the inspection zones, where reference data of before left it out."""
    Province, Region, RegionPlace = (apps.get_model("programmes", name) for name in ("Province", "Region", "RegionPlace"))
    region = Region.objects.filter(scheme__code="inspection-zones", name="ส่วนกลาง").first()
    bangkok = Province.objects.filter(code="10").first()
    if not region or not bangkok or RegionPlace.objects.filter(region__scheme=region.scheme, province=bangkok).exists():
        return
    last = RegionPlace.objects.filter(region=region).aggregate(last=Max("sort_no"))["last"] or 0
    RegionPlace.objects.create(region=region, province=bangkok, sort_no=last + 1)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_search_by_field")]

    operations = [migrations.RunPython(place_bangkok, migrations.RunPython.noop)]
