"""Django's registration of the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and what they may do."""

    name = "accounts"
    verbose_name = _("Accounts")
