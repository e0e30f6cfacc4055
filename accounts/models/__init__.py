"""Accounts' models."""

from accounts.models.acquaintance import Favourite, UserBlock
from accounts.models.appeal import Appeal
from accounts.models.complaint import Complaint, ComplaintKind, ComplaintReason, Verdict
from accounts.models.diary import DiaryEntry
from accounts.models.film_list import (
    MOST_ROWS,
    FilmList,
    ListItem,
    ListLike,
    ListTag,
    Openness,
    Visibility,
)
from accounts.models.follow import Follow, News, NewsPlace
from accounts.models.list_talk import ListAct, ListChange, ListComment, ListProposal
from accounts.models.moving import ImportRow, ImportStage, ListImport, MergeRule, Outcome, RowState
from accounts.models.review import (
    Recommendation,
    RecommendationVote,
    Review,
    ReviewVersion,
    ReviewVote,
)
from accounts.models.suspension import FOREVER, Suspension
from accounts.models.tonight import NeighbourRun, Neighbours, NotForMe, TaskPause
from accounts.models.user import Spoilers, User
from accounts.models.viewing import Tally, Viewing, WatchStatus

__all__ = [
    "FOREVER",
    "MOST_ROWS",
    "Appeal",
    "Complaint",
    "ComplaintKind",
    "ComplaintReason",
    "DiaryEntry",
    "Favourite",
    "FilmList",
    "Follow",
    "ImportRow",
    "ImportStage",
    "ListAct",
    "ListChange",
    "ListComment",
    "ListImport",
    "ListItem",
    "ListLike",
    "ListProposal",
    "ListTag",
    "MergeRule",
    "NeighbourRun",
    "Neighbours",
    "News",
    "NewsPlace",
    "NotForMe",
    "Openness",
    "Outcome",
    "Recommendation",
    "RecommendationVote",
    "Review",
    "ReviewVersion",
    "ReviewVote",
    "RowState",
    "Spoilers",
    "Suspension",
    "Tally",
    "TaskPause",
    "User",
    "UserBlock",
    "Verdict",
    "Viewing",
    "Visibility",
    "WatchStatus",
]
