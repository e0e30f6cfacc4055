"""Accounts' models."""

from accounts.models.appeal import Appeal
from accounts.models.suspension import FOREVER, Suspension
from accounts.models.user import User
from accounts.models.viewing import Tally, Viewing, WatchStatus

__all__ = ["FOREVER", "Appeal", "Suspension", "Tally", "User", "Viewing", "WatchStatus"]
