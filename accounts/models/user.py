"""The user: a name that is unique whatever its case, an e-mail address, a role."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scales import Scale
from wiki.model_fields import CountryField, MarkdownField
from wiki.title_language import TitleLanguage

validate_username = RegexValidator(
    r"\A[\w][\w.-]*\Z",
    _("Use letters, digits, “_”, “.” and “-”, and begin with a letter, a digit or “_”."),
)


class Role(models.TextChoices):
    """A user's level; each may do all that the one before it may. See ``accounts.policy``.

    Up to ``TRUSTED`` they are earned and lost (``accounts.levels``), beyond it one is appointed.
    """

    NEW = "new", _("New member")
    MEMBER = "member", _("Member")
    TRUSTED = "trusted", _("Trusted member")
    MODERATOR = "moderator", _("Moderator")
    ADMIN = "admin", _("Administrator")


class Theme(models.TextChoices):
    """The paper that pages are on."""

    LIGHT = "light", pgettext_lazy("of colours", "Light")
    DARK = "dark", pgettext_lazy("of colours", "Dark")


class Spoilers(models.TextChoices):
    """Whether folded passages of texts are open (``accounts.spoilers``)."""

    WATCHED = "watched", _("Open for what I have watched")
    FOLDED = "folded", _("Always folded")
    OPEN = "open", _("Always open")


class GengaUserManager(UserManager["User"]):
    """Makes users; finds them by name whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of that name, in any case."""
        return self.get(username__iexact=username)

    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "User":
        """Make a user who may do everything, role included."""
        extra_fields.setdefault("role", Role.ADMIN)
        return super().create_superuser(username, email, password, **extra_fields)


class User(AbstractUser):
    """Somebody with an account.

    Roles are changed by the rules of ``accounts.levels``, and by administrators in the admin.
    """

    Role = Role

    username = models.CharField(
        _("user name"),
        max_length=40,
        unique=True,
        validators=[validate_username],
        error_messages={"unique": _("Somebody else has that name.")},
    )
    role = models.CharField(
        pgettext_lazy("a user", "role"),
        max_length=10,
        choices=Role,
        default=Role.NEW,
        db_default=Role.NEW,
    )
    #: When the rules of levels were last looked at for the user; empty before the first decision.
    level_reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Until when the user may not edit: that of the present suspension, kept here so that asking costs
    #: nothing. ``accounts.actions.suspend`` writes it.
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)
    #: The language that mails are written in; empty until the user has chosen one.
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    #: Which of a page's names stands first (``wiki.title_language``); empty until the user has chosen.
    title_language = models.CharField(
        _("titles"),
        max_length=10,
        choices=TitleLanguage.choices,
        blank=True,
        default="",
        db_default="",
    )
    #: The country whose places to watch and releases come first (``films.reader_country``); empty until
    #: the user has chosen.
    watch_country = CountryField(_("country"), blank=True, default="", db_default="")
    #: The scale in which the user rates (``accounts.scales``).
    scale = models.CharField(
        _("rating scale"),
        max_length=8,
        choices=Scale.choices,
        default=Scale.TEN,
        db_default=Scale.TEN,
    )
    #: By whom the parts of the profile are seen that are not for everybody (``accounts.privacy``).
    privacy = models.JSONField(default=dict, blank=True, editable=False)
    about = MarkdownField(_("about you"), max_length=5000)
    #: The name of the picture of the user (``accounts.avatars``); empty without one.
    avatar = models.CharField(max_length=40, blank=True, default="", db_default="", editable=False)
    #: The zone in which times are told (``accounts.time_zones``); empty for the site's.
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, default="", db_default=""
    )
    #: Light or dark paper; empty for what the user's system prefers.
    theme = models.CharField(
        _("colours"), max_length=5, choices=Theme.choices, blank=True, default="", db_default=""
    )
    #: Whether films for adults are shown like all others (``films.adult``).
    shows_adult = models.BooleanField(_("show films for adults"), default=False, db_default=False)
    #: When the user has deleted the account: the row stays, emptied, under what it did.
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Which passages that tell what happens are open by themselves.
    spoilers = models.CharField(
        _("spoilers"),
        max_length=7,
        choices=Spoilers.choices,
        default=Spoilers.WATCHED,
        db_default=Spoilers.WATCHED,
    )
    #: Whether mails come at all; what, and when, is said by ``notice_choices``.
    mail_notices = models.BooleanField(_("mail me what becomes of my edits"), default=True)
    #: What the user wants to be told of (``wiki.notice_choices``); groups that are not there are as usual.
    notice_choices = models.JSONField(default=dict, blank=True, editable=False)
    #: What keeps the address of the feed of what the user follows secret; empty without such a feed.
    feed_key = models.CharField(
        max_length=32, blank=True, default="", db_default="", editable=False
    )
    #: Whether the guided tour is shown with the edit form: from signing up until it was ended.
    wants_tour = models.BooleanField(default=False, db_default=False, editable=False)

    objects: ClassVar[GengaUserManager] = GengaUserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique_in_any_case",
                violation_error_message=_("Somebody else has that name."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="user_role_is_known"
            ),
        ]
        indexes = [
            # Whose level is to be looked at again: those longest ago first.
            models.Index(
                fields=["level_reviewed_at"],
                condition=models.Q(role__in=(Role.NEW, Role.MEMBER, Role.TRUSTED))
                & models.Q(level_reviewed_at__isnull=False),
                name="user_level_review",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        return reverse("user", kwargs={"username": self.username})

    @property
    def is_suspended(self) -> bool:
        """Whether the user may not edit or comment now; the right returns by time alone."""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @property
    def rank(self) -> int:
        """The place of the role among all, from 0."""
        return Role.values.index(self.role)

    @property
    def is_trusted(self) -> bool:
        """Whether light edits need no moderator: trusted members, moderators, administrators."""
        return self.role in (Role.TRUSTED, Role.MODERATOR, Role.ADMIN)

    @property
    def is_moderator(self) -> bool:
        """Whether the user decides about submissions: moderators and administrators."""
        return self.role in (Role.MODERATOR, Role.ADMIN)

    @property
    def is_admin_role(self) -> bool:
        """Whether the user sets roles."""
        return self.role == Role.ADMIN
