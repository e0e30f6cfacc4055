"""The names by which entries are found."""

from __future__ import annotations

from django.db import models


class SearchName(models.Model):
    """A name of an entry, folded for search (``wiki.folding``).

    Derived from documents by ``wiki.actions.apply``; ``manage.py rebuild_search`` makes it anew.
    """

    entry_type = models.CharField(max_length=30)
    entry_id = models.PositiveBigIntegerField()
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index("entry_type", "entry_id", name="searchname_of_entry")]

    def __str__(self) -> str:
        return self.text
