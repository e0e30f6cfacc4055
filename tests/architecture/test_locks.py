"""The locks install with plain pip anywhere: every version fixed, hashed, and from no address."""

import re

import pytest

from tests.architecture.sizes import ROOT


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-s3.txt", "requirements-dev.txt"]
)
def test_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    pinned = re.findall(r"^[a-z0-9][\w.\[\], -]*==\S+.*\\$", text, re.MULTILINE)
    named = re.findall(r"^[a-z0-9]\S*.*$", text, re.MULTILINE)
    assert len(pinned) == len(named)
    assert not re.search(r"==[^ ;]*\+", text)


def test_the_locks_agree() -> None:
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        found = re.findall(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==(\S+)", text, re.MULTILINE)
        return dict(found)

    development = versions("requirements-dev.txt")
    for smaller in ("requirements.txt", "requirements-s3.txt"):
        for package, version in versions(smaller).items():
            assert development[package] == version
