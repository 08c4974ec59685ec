"""No secret stands in what is committed: every file is looked through, as detect-secrets does."""

import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from detect_secrets.core.scan import scan_file, scan_line
from detect_secrets.settings import default_settings, get_plugins

ROOT = Path(__file__).parents[1]
KNOWN = {
    ("geodata/sheets/code_names.py", "Base64 High Entropy String"),  # an alphabet
    ("tests/browser/test_sign_in.py", "Secret Keyword"),  # passwords of accounts that a test makes
    ("tests/casebook/accounts/conftest.py", "Secret Keyword"),
    ("tests/casebook/test_engine.py", "Basic Auth Credentials"),  # made up, to see that it is not shown
    ("tests/test_installed.py", "Base64 High Entropy String"),  # what Leaflet's makers published
    ("tests/ui/cli/upkeep/test_account.py", "Secret Keyword"),
    ("tests/ui/server/sign_in/test_gate.py", "Secret Keyword"),
    ("tests/ui/test_who.py", "Secret Keyword"),
    ("tests/ui/cli/test_app.py", "Basic Auth Credentials"),  # made up, to see that it is not shown
}
"""What looks like a secret and is none, by file and kind."""
QUOTING = {".py", ".toml", ".md"}
"""Files whose lines are looked at as they are; others (INI, YAML) have values without quotes, which the scan gives them."""


def committed() -> list[str]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("not a clone: which files are committed is not known")
    return [name for name in listed.stdout.split("\0") if name and not name.endswith(".lock")]


def found() -> Iterator[tuple[str, str]]:
    clean: defaultdict[str, set[str]] = defaultdict(set)
    for name in committed():
        if Path(name).suffix not in QUOTING or suspected(name, clean[Path(name).suffix]):
            yield from {(name, secret.type) for secret in scan_file(str(ROOT / name))}


def suspected(name: str, clean: set[str]) -> bool:
    """Whether anything in a file looks like a secret at first sight; lines that do not are added to those that were clean.

    The whole scan weighs each line with its neighbours, five times as long, and only takes some of these back.
    """
    lines = {line.rstrip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()} - clean
    seen = {line for line in lines if any(any(plugin.analyze_line(name, line)) for plugin in get_plugins())}
    clean |= lines - seen
    return bool(seen)


@pytest.mark.slow
def test_no_file_holds_a_secret() -> None:
    with default_settings():
        assert set(found()) == KNOWN


@pytest.mark.parametrize("line", ['key = "AKIA' + 'IOSFODNN7EXAMPLE"', "-----BEGIN " + "PRIVATE KEY-----"])
def test_a_secret_would_be_seen(line: str) -> None:
    with default_settings():
        assert list(scan_line(line))
