"""Writes the software bill of materials (CycloneDX, JSON): every library of requirements.lock, its hashes and licence.

The same lock gives the same file, byte for byte: no date, and a serial number drawn from the lock.
"""

import hashlib
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)[^\n\\]*(?P<hashes>(?:\\\n\s+--hash=sha256:[0-9a-f]{64}[^\n\\]*)*)",
    re.M,
)
HASH = re.compile(r"sha256:([0-9a-f]{64})")


def bill(lock: str) -> Bom:
    """Return the bill of what a lock pins."""
    made = Bom(
        components=components(lock),
        serial_number=uuid.UUID(bytes=hashlib.sha256(lock.encode()).digest()[:16], version=4),
    )
    made.metadata.component = Component(name="beffroi", type=ComponentType.APPLICATION, bom_ref="beffroi")
    made.metadata.timestamp = None  # type: ignore[assignment]
    made.register_dependency(made.metadata.component, made.components)
    return made


def components(lock: str) -> Iterator[Component]:
    for pinned in PINNED.finditer(lock):
        name, version = pinned["name"], pinned["version"]
        address = PackageURL("pypi", None, name.lower(), version)
        yield Component(
            name=name, version=version, purl=address, bom_ref=str(address), type=ComponentType.LIBRARY,
            licenses=_licences(name),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=found) for found in HASH.findall(pinned["hashes"])],
        )  # fmt: skip


def _licences(name: str) -> list[License]:
    """Return the licence a library declares, where it is installed and says it in one line."""
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return []
    said = next((about[key] for key in ("License-Expression", "License") if about[key]), "")
    if not said or "\n" in said or len(said) > 80:
        named = [
            each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or [] if each.startswith("License ::")
        ]
        said = named[0] if named else ""
    return [LicenseFactory().make_from_string(said)] if said else []


def main(target: Path) -> int:
    made = bill((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(JsonV1Dot6(made).output_as_string(indent=1) + "\n", encoding="utf-8")
    print(f"{target} : {len(made.components)} bibliothèques.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "sbom.cdx.json"))
