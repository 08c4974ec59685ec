"""Writes down what runs Sonae, as CycloneDX: every package of the runtime lock with version, hashes and licence.

    python requirements/bill_of_materials.py sbom.cdx.json

The licence is what the installed package says of itself; one that says nothing, or is for another system, has none here.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

LOCK = Path(__file__).with_name("runtime.lock")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NAMED = re.compile(r"([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;]+)")


def components(lock: str) -> Iterator[Component]:
    """Return a component for each entry of a lock."""
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        named = NAMED.match(entry)
        if named is None:
            sys.exit(f"no package in this entry of the lock: {entry}")
        name, version = named.groups()
        purl = PackageURL("pypi", None, name, version)
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=str(purl),
            purl=purl,
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content) for content in HASH.findall(entry)],
            licenses=licences(name),
        )


def licences(name: str) -> list[License]:
    """Return the licence that an installed package names, as an SPDX expression where it is one."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return []
    text = next((told[field] for field in ("License-Expression", "License") if told[field]), "")
    first = text.strip().partition("\n")[0]
    return [LicenseFactory().make_from_string(first)] if first else []


def main() -> None:
    bom = Bom(components=components(LOCK.read_text(encoding="utf-8")))
    bom.metadata.component = Component(name="sonae", type=ComponentType.APPLICATION, bom_ref="sonae")
    bom.metadata.tools.components.add(this_component())
    bom.register_dependency(bom.metadata.component, bom.components)
    written = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)
    Path(sys.argv[1]).write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
