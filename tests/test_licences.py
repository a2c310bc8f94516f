"""Every library of the locks may be used in a program under EUPL-1.2."""

import re
from importlib import metadata

import pytest

from bot.project import ROOT

COMPATIBLE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|HPND|ISC|ISCL|0BSD|BSD|BSD-[23]-Clause|Apache|Apache-2\.0|Apache 2(\.0)?|Apache Software|PSF|PSFL|PSF-2\.0|CNRI-Python"
    r"|Python Software Foundation|MPL-2\.0|MPL 2\.0|Mozilla Public License 2\.0|LGPL|LGPL-[\d.]+-(only|or-later)|LGPLv\d\+?"
    r"|Lesser General Public License|Unlicense|Zlib|Unicode-3\.0|TCL)\b",
    re.IGNORECASE,
)
READ_BY_HAND = {"locate": "MIT", "skops": "MIT", "axe-playwright-python": "MIT"}
"""Their metadata names no licence; the licence file they ship was read (docs/dependencies.md)."""
NAMED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def locked() -> list[str]:
    return sorted(set(NAMED.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))))


def declared(name: str) -> list[str]:
    """Return what a library says of its licence: the expression, the classifiers, the first line of the old field."""
    said = metadata.metadata(name)
    if expression := said.get("License-Expression"):
        return re.split(r"\s+AND\s+", expression)
    named = [
        each.rpartition("::")[2].strip() for each in said.get_all("Classifier") or [] if each.startswith("License")
    ]
    named = [each for each in named if each != "OSI Approved"]
    return named or [(said.get("License") or "").strip().partition("\n")[0]]


@pytest.mark.parametrize("name", locked())
def test_a_locked_library_has_a_compatible_licence(name: str) -> None:
    if name in READ_BY_HAND:
        shipped = next(file for file in metadata.files(name) or () if "LICENSE" in file.name.upper())
        assert READ_BY_HAND[name] in shipped.read_text().partition("\n")[0]
        return
    try:
        said = declared(name)
    except metadata.PackageNotFoundError:
        pytest.skip("only for another system or another Python")
    strange = [each for each in said if not COMPATIBLE.search(each)]
    assert not strange, f"{name}: read its licence, then COMPATIBLE or READ_BY_HAND ({strange})"


def test_the_licence_of_the_program_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in text
    assert "‘Compatible Licences’ according to Article 5 EUPL" in text


@pytest.mark.parametrize(
    "name", ["GPL-3.0-only", "AGPL-3.0-or-later", "Proprietary", "GNU Affero General Public License v3", ""]
)
def test_another_licence_is_noticed(name: str) -> None:
    assert not COMPATIBLE.search(name)
