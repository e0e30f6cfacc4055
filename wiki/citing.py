"""How to cite a page as one revision left it, in the forms that papers and wikis ask for. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wiki.vocabularies import babel_locale

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Characters that LaTeX reads as commands.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


#: About as many characters stand on a line of the box.
_LINE = 70


@dataclass(frozen=True)
class Cited:
    """A page as its revision ``number`` left it: ``key`` and ``url`` name it for good.

    ``written`` is the day of the revision, ``read`` the day on which somebody cites it.
    """

    key: str
    title: str
    site: str
    url: str
    number: int
    written: date
    read: date

    @property
    def authors(self) -> str:
        """Who wrote it: too many to name them."""
        return _("%(site)s contributors") % {"site": self.site}


@dataclass(frozen=True)
class Citation:
    """A citation in one style."""

    name: str
    label: str
    text: str

    @property
    def lines(self) -> int:
        """The height of the box that shows it, where the browser does not fit it by itself."""
        return sum(1 + len(line) // _LINE for line in self.text.split("\n"))


def citations(cited: Cited) -> list[Citation]:
    """``cited`` in every style."""
    return [Citation(name, str(label), write(cited)) for name, label, write in _STYLES]


def _apa(cited: Cited) -> str:
    """Authors, year first, then title, site and address."""
    words = {
        "authors": cited.authors,
        "date": _date(cited.written),
        "title": cited.title,
        "number": cited.number,
        "site": cited.site,
        "read": _date(cited.read),
        "url": cited.url,
    }
    return (
        _(
            "%(authors)s. (%(date)s). %(title)s (revision %(number)s). %(site)s."
            " Retrieved %(read)s, from %(url)s"
        )
        % words
    )


def _mla(cited: Cited) -> str:
    """The title in quotation marks, the site, the revision with its day, the address."""
    words = {
        "title": cited.title,
        "site": cited.site,
        "number": cited.number,
        "date": _date(cited.written),
        "url": cited.url,
        "read": _date(cited.read),
    }
    return (
        _("“%(title)s.” %(site)s, revision %(number)s, %(date)s, %(url)s. Accessed %(read)s.")
        % words
    )


def _bibtex(cited: Cited) -> str:
    """An entry of a bibliography for LaTeX."""
    name = f"{cited.site}:{cited.key}:{cited.number}".lower().replace(" ", "-").replace(":", "-")
    note = f"Revision {cited.number}, accessed {cited.read.isoformat()}"
    fields = {
        "author": f"{{{_latex(cited.authors)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "howpublished": rf"\url{{{cited.url}}}",
        "organization": _latex(cited.site),
        "year": str(cited.written.year),
        "note": _latex(note),
    }
    body = "".join(f"  {name:<12} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{name},\n{body}  month        = {_MONTHS[cited.written.month - 1]}\n}}"


def _wiki(cited: Cited) -> str:
    """The template for web pages that wikis on MediaWiki share."""
    fields = {
        "title": cited.title,
        "url": cited.url,
        "website": cited.site,
        "date": cited.written.isoformat(),
        "access-date": cited.read.isoformat(),
    }
    inner = "".join(f" |{name}={_markup(value)}" for name, value in fields.items())
    return f"{{{{cite web{inner}}}}}"


def _date(day: date) -> str:
    return format_date(day, "long", locale=babel_locale(get_language()))


def _latex(text: str) -> str:
    return "".join(_LATEX.get(char, char) for char in text)


def _markup(text: str) -> str:
    """Text inside a template: what would end the field or begin markup is written out."""
    for char, written in (("|", "&#124;"), ("[", "&#91;"), ("]", "&#93;"), ("{", "&#123;"),
                          ("}", "&#125;"), ("<", "&lt;")):  # fmt: skip
        text = text.replace(char, written)
    return text


_STYLES: tuple[tuple[str, object, Callable[[Cited], str]], ...] = (
    ("apa", gettext_lazy("Author and date (APA)"), _apa),
    ("mla", gettext_lazy("Title first (MLA)"), _mla),
    ("bibtex", gettext_lazy("BibTeX"), _bibtex),
    ("wiki", gettext_lazy("Wiki markup"), _wiki),
)
