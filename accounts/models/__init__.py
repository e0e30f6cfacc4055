"""Accounts' models."""

from accounts.models.appeal import Appeal
from accounts.models.suspension import FOREVER, Suspension
from accounts.models.user import User

__all__ = ["FOREVER", "Appeal", "Suspension", "User"]
