"""Films whose release a board keeps for adults are marked, by the ratings that they have."""

import re

from django.db import migrations, models
from django.db.models import Q

#: The classes that boards keep for adults, as they are written once spaces and signs are left out.
_CLASSES = {
    "eirin": {"R18", "成人", "成人映画"},
    "mpa": {"NC17", "X"},
    "bbfc": {"R18"},
    "cnc": {"X"},
    "acb": {"X", "X18"},
    "kmrb": {"RESTRICTED", "RESTRICTEDSCREENING", "제한상영가"},
}
_SIGNS = re.compile(r"[^\w]|_")
_BATCH = 500


def mark(apps, schema_editor):
    releases = apps.get_model("films", "Release").objects.filter(rating_system__in=list(_CLASSES))
    rated = releases.exclude(rating="").values_list("film", "rating_system", "rating")
    films = sorted(
        {film for film, board, rating in rated if _SIGNS.sub("", rating).upper() in _CLASSES[board]}
    )
    for start in range(0, len(films), _BATCH):
        some = apps.get_model("films", "Film").objects.filter(pk__in=films[start : start + _BATCH])
        some.update(adult=True)


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0007_features"),
    ]

    operations = [
        migrations.AddField(
            model_name="film",
            name="adult",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="film",
            index=models.Index("id", name="film_for_adults", condition=Q(adult=True)),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
