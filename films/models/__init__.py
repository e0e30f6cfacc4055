"""The catalogue: entries (pages) and their parts, one module per noun."""

from films.models.appearance import Appearance, DubVersion, Importance, VoiceRole
from films.models.availability import Availability, AvailabilityKind
from films.models.character import (
    Character,
    CharacterClaim,
    CharacterDispute,
    CharacterLink,
    CharacterName,
)
from films.models.company import (
    Company,
    CompanyClaim,
    CompanyDispute,
    CompanyKind,
    CompanyLink,
    CompanyName,
)
from films.models.credit import CompanyCredit, CompanyRole, Credit
from films.models.film import (
    Film,
    FilmClaim,
    FilmDispute,
    FilmGenre,
    FilmKind,
    FilmLink,
    FilmName,
    FilmTheme,
)
from films.models.franchise import Franchise, FranchiseLink, FranchiseName
from films.models.genre import Genre, GenreLink, GenreName
from films.models.person import Person, PersonClaim, PersonDispute, PersonLink, PersonName
from films.models.relation import Association, Membership, Relation, RelationKind, Similarity
from films.models.release import Cut, CutKind, CutSegment, Medium, RatingSystem, Release
from films.models.segment import Segment, SegmentName
from films.models.service import Service, ServiceKind, ServiceLink, ServiceName
from films.models.song import Song, SongCredit, SongKind, SongName, SongRole
from films.models.theme import Theme, ThemeLink, ThemeName
from films.models.thing import Thing, ThingKind, ThingLink, ThingName

__all__ = [
    "Appearance", "Association", "Availability", "AvailabilityKind", "Character", "CharacterClaim",
    "CharacterDispute", "CharacterLink", "CharacterName", "Company", "CompanyClaim",
    "CompanyCredit", "CompanyDispute", "CompanyKind", "CompanyLink", "CompanyName", "CompanyRole",
    "Credit", "Cut", "CutKind", "CutSegment", "DubVersion", "Film", "FilmClaim", "FilmDispute",
    "FilmGenre", "FilmKind", "FilmLink", "FilmName", "FilmTheme", "Franchise", "FranchiseLink",
    "FranchiseName", "Genre", "GenreLink", "GenreName", "Importance", "Medium", "Membership",
    "Person", "PersonClaim", "PersonDispute", "PersonLink", "PersonName", "RatingSystem",
    "Relation", "RelationKind", "Release", "Segment", "SegmentName", "Service", "ServiceKind",
    "ServiceLink", "ServiceName", "Similarity", "Song", "SongCredit", "SongKind", "SongName",
    "SongRole", "Theme", "ThemeLink", "ThemeName", "Thing", "ThingKind", "ThingLink", "ThingName",
    "VoiceRole",
]  # fmt: skip
