"""When the site's periodic work is due."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TickJob(models.Model):
    """A piece of periodic work (``GENGA_TICK``), and when it runs next; see ``wiki.ticking``."""

    name = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self) -> str:
        return self.name
