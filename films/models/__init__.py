"""The catalogue: entries (pages) and their parts, one module per noun."""

from films.models.appearance import Appearance, DubVersion, Importance, VoiceRole
from films.models.availability import Availability, AvailabilityKind
from films.models.character import (
    Character,
    CharacterClaim,
    CharacterDispute,
    CharacterImage,
    CharacterLink,
    CharacterName,
)
from films.models.company import (
    Company,
    CompanyClaim,
    CompanyDispute,
    CompanyImage,
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
    FilmImage,
    FilmKind,
    FilmLink,
    FilmName,
    FilmTheme,
)
from films.models.franchise import Franchise, FranchiseLink, FranchiseName
from films.models.genre import Genre, GenreLink, GenreName
from films.models.image import ImageKind
from films.models.person import (
    Person,
    PersonClaim,
    PersonDispute,
    PersonImage,
    PersonLink,
    PersonName,
)
from films.models.relation import Association, Membership, Relation, RelationKind, Similarity
from films.models.release import Cut, CutKind, CutSegment, Medium, RatingSystem, Release
from films.models.segment import Segment, SegmentName
from films.models.service import Service, ServiceKind, ServiceLink, ServiceName
from films.models.song import Song, SongCredit, SongKind, SongName, SongRole
from films.models.theme import Theme, ThemeLink, ThemeName
from films.models.thing import Thing, ThingKind, ThingLink, ThingName

__all__ = [
    "Appearance", "Association", "Availability", "AvailabilityKind", "Character",
    "CharacterClaim", "CharacterDispute", "CharacterImage", "CharacterLink", "CharacterName",
    "Company", "CompanyClaim", "CompanyCredit", "CompanyDispute", "CompanyImage", "CompanyKind",
    "CompanyLink", "CompanyName", "CompanyRole", "Credit", "Cut", "CutKind", "CutSegment",
    "DubVersion", "Film", "FilmClaim", "FilmDispute", "FilmGenre", "FilmImage", "FilmKind",
    "FilmLink", "FilmName", "FilmTheme", "Franchise", "FranchiseLink", "FranchiseName", "Genre",
    "GenreLink", "GenreName", "ImageKind", "Importance", "Medium", "Membership", "Person",
    "PersonClaim", "PersonDispute", "PersonImage", "PersonLink", "PersonName", "RatingSystem",
    "Relation", "RelationKind", "Release", "Segment", "SegmentName", "Service", "ServiceKind",
    "ServiceLink", "ServiceName", "Similarity", "Song", "SongCredit", "SongKind", "SongName",
    "SongRole", "Theme", "ThemeLink", "ThemeName", "Thing", "ThingKind", "ThingLink", "ThingName",
    "VoiceRole",
]  # fmt: skip
