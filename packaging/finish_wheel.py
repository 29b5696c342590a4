"""Says in a wheel what it holds: the licence expression, the licence texts, and the offer of the sources.

What is held is read from the list that auditwheel made of the libraries it put in (an SBOM). A package that
packaging/licences.tsv does not name ends the build: nobody has looked at its licence.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import os
import re
import subprocess
import time
import zipfile
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "packaging/licences.tsv"
SBOM = "sboms/auditwheel.cdx.json"
COMMON = Path("/usr/share/common-licenses")
# Whoever gives away such a library must give away its sources as well, or offer them.
COPYLEFT = re.compile(r"\b(?:GPL|LGPL|MPL)-")
# What a zip file can hold; earlier times it cannot.
EARLIEST = 315532800

OFFER = """\
Sources

This package holds programs and libraries under the GNU General Public License, the GNU Lesser General
Public License or the Mozilla Public License. Their complete corresponding source code lies beside it,
wherever that is published, as {archive}. For three years after publication, whoever holds this package gets
the same archive from the authors of atschecker for the cost of sending it.

They are, in the versions of Debian that were used:

{packages}
"""


@dataclass(frozen=True)
class Part:
    """A package of Debian that files were taken from."""

    name: str
    version: str
    licence: str

    @property
    def copyright_file(self) -> Path:
        """What Debian says about its licence, in full."""
        return Path("/usr/share/doc") / self.name / "copyright"


@dataclass
class Wheel:
    """The files of a wheel, by name, with their modes."""

    path: Path
    content: dict[str, bytes]
    modes: dict[str, int] = field(default_factory=dict)

    @property
    def info(self) -> str:
        """The folder of the metadata."""
        return next(name.partition("/")[0] for name in self.content if name.endswith(".dist-info/METADATA"))


def main() -> None:
    """Finish one wheel in its place, or tell of one that is finished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--own", default="MIT", help="licence of what was built here")
    parser.add_argument(
        "--with", dest="extra", action="append", default=[], help="package whose data it holds"
    )
    parser.add_argument("--requires", action="append", default=[], help="dependency to add")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--list-copyleft", action="store_true", help="only print whose sources it needs")
    asked.add_argument("--source-archive", action="store_true", help="only print the name of their archive")
    options = parser.parse_args()
    wheel = read(options.wheel)
    parts = parts_of(wheel, options.extra)
    if options.source_archive:
        print(source_archive(wheel))
    elif options.list_copyleft:
        print(*(f"{part.name}={part.version}" for part in copyleft(parts)), sep="\n")
    else:
        finish(wheel, parts, options)


def finish(wheel: Wheel, parts: list[Part], options: argparse.Namespace) -> None:
    """Write into a wheel what it holds."""
    list_in_sbom(wheel, [part for part in parts if part.name in options.extra])
    texts = licence_texts(parts) | {"LICENSE": (ROOT / "LICENSE").read_bytes()}
    if "GPL-3.0-only" in options.own:
        texts["GPL-3.txt"] = (COMMON / "GPL-3").read_bytes()
    if copyleft(parts):
        texts["SOURCE-OFFER.txt"] = offer(wheel, parts).encode()
    expression = expression_of([options.own, *(part.licence for part in parts)])
    put_metadata(wheel, expression, texts, options.requires)
    write(wheel)
    print(f"{wheel.path.name}: {wheel.path.stat().st_size} bytes; {expression}")


def read(path: Path) -> Wheel:
    """Read all files of a wheel."""
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        content = {entry.filename: archive.read(entry) for entry in entries}
        return Wheel(path, content, {entry.filename: entry.external_attr >> 16 for entry in entries})


def parts_of(wheel: Wheel, extra: list[str]) -> list[Part]:
    """What the SBOM names, and the packages whose data was put in."""
    licences = known_licences()
    components = json.loads(wheel.content[f"{wheel.info}/{SBOM}"])["components"]
    found = {each["name"]: unquote(each["version"]) for each in components if "pkg:deb/" in each["purl"]}
    found |= {name: version_of(name) for name in extra}
    unknown = sorted(set(found) - set(licences))
    if unknown:
        raise SystemExit(f"no licence known for {', '.join(unknown)}: look, and add to {TABLE.name}")
    return [Part(name, found[name], licences[name]) for name in sorted(found)]


def known_licences() -> dict[str, str]:
    """The table, by package."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {row[0]: row[1] for row in rows}


def version_of(package: str) -> str:
    """The installed version of a package."""
    query = ["dpkg-query", "--show", "--showformat=${Version}", package]
    return subprocess.run(query, check=True, capture_output=True, text=True).stdout  # noqa: S603


def list_in_sbom(wheel: Wheel, parts: list[Part]) -> None:
    """Add packages whose data was put in, which auditwheel does not see."""
    name = f"{wheel.info}/{SBOM}"
    sbom = json.loads(wheel.content[name])
    for part in parts:
        purl = f"pkg:deb/debian/{part.name}@{part.version}"
        sbom["components"].append(
            {"type": "data", "bom-ref": purl, "name": part.name, "version": part.version, "purl": purl}
        )
        sbom["dependencies"][0]["dependsOn"].append(purl)
        sbom["dependencies"].append({"ref": purl})
    wheel.content[name] = json.dumps(sbom, indent=1).encode()


def licence_texts(parts: list[Part]) -> dict[str, bytes]:
    """What Debian says of each part, and every licence in full that it refers to."""
    texts = {f"{part.name}.txt": part.copyright_file.read_bytes() for part in parts}
    named = re.findall(
        rb"/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9+])", b"\n".join(texts.values())
    )
    for name in sorted({each.decode() for each in named}):
        if (COMMON / name).is_file():
            texts[f"{name}.txt"] = (COMMON / name).read_bytes()
    return texts


def copyleft(parts: list[Part]) -> list[Part]:
    """Those whose sources must be given or offered."""
    return [part for part in parts if COPYLEFT.search(part.licence)]


def offer(wheel: Wheel, parts: list[Part]) -> str:
    """Offer the sources of what is under a copyleft licence."""
    lines = [f"  {part.name} {part.version} ({part.licence})" for part in copyleft(parts)]
    return OFFER.format(archive=source_archive(wheel), packages="\n".join(lines))


def source_archive(wheel: Wheel) -> str:
    """The name of the archive of sources that goes with a wheel."""
    return f"{wheel.info.removesuffix('.dist-info')}-sources.tar"


def expression_of(licences: list[str]) -> str:
    """All licences, each once; what was built here comes first."""
    single = [term for licence in licences for term in licence.split(" AND ")]
    return " AND ".join(dict.fromkeys([single[0], *sorted(single[1:])]))


def put_metadata(wheel: Wheel, expression: str, texts: dict[str, bytes], requires: list[str]) -> None:
    """Write texts, and what the metadata says of them."""
    name = f"{wheel.info}/METADATA"
    for old in [each for each in wheel.content if each.startswith(f"{wheel.info}/licenses/")]:
        del wheel.content[old]
    metadata: Message = BytesParser(policy=compat32).parsebytes(wheel.content[name])
    for header in ("License-Expression", "License-File"):
        del metadata[header]
    metadata["License-Expression"] = expression
    for text in sorted(texts):
        metadata["License-File"] = text
        wheel.content[f"{wheel.info}/licenses/{text}"] = texts[text]
    for requirement in requires:
        metadata["Requires-Dist"] = requirement
    wheel.content[name] = metadata.as_bytes()


def write(wheel: Wheel) -> None:
    """Write the wheel so that the same files give the same bytes."""
    record = f"{wheel.info}/RECORD"
    wheel.content[record] = record_of(wheel, record)
    moment = max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), EARLIEST)
    with zipfile.ZipFile(wheel.path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The metadata comes last, as the format recommends.
        for name in sorted(wheel.content, key=lambda each: (each.startswith(wheel.info), each)):
            entry = zipfile.ZipInfo(name, time.gmtime(moment)[:6])
            executable = wheel.modes.get(name, 0) & 0o111
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, wheel.content[name])


def record_of(wheel: Wheel, record: str) -> bytes:
    """The list of all files with their digests."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for name in sorted(set(wheel.content) - {record}):
        digest = base64.urlsafe_b64encode(hashlib.sha256(wheel.content[name]).digest()).rstrip(b"=").decode()
        writer.writerow([name, f"sha256={digest}", len(wheel.content[name])])
    writer.writerow([record, "", ""])
    return out.getvalue().encode()


if __name__ == "__main__":
    main()
