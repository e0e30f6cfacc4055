"""What the demo brings besides the catalogue: five accounts, and edits that they made."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User

PASSWORD = "genga-demo"  # noqa: S105 -- printed on start, and on the site's banner
ROLES = {
    "reader": User.Role.MEMBER,
    "editor": User.Role.MEMBER,
    "trusted": User.Role.TRUSTED,
    "moderator": User.Role.MODERATOR,
    "admin": User.Role.ADMIN,
}


@transaction.atomic
def make_accounts() -> None:
    """Make those of the five accounts that are missing, each with a verified e-mail address."""
    for name, role in ROLES.items():
        if User.objects.filter(username__iexact=name).exists():
            continue
        is_admin = role == User.Role.ADMIN
        user = User.objects.create_user(
            name,
            f"{name}@demo.invalid",
            PASSWORD,
            role=role,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def seed_submissions() -> None:
    """Make an edit history and a few waiting submissions, through the engine."""
