"""What docs/operations.md, deploy/, Dockerfile and compose.yaml name exists: commands, options, variables, files, secrets.

There is no Docker where these tests run: nothing here builds or starts a container.
"""

import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from ui.cli.app import COMMANDS, _command
from ui.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = import_module("yaml").safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
TEXTS = [ROOT / "Dockerfile", ROOT / "compose.yaml", ROOT / "docs" / "operations.md", *(ROOT / "deploy").iterdir()]
SONAE = [name for name, service in COMPOSE["services"].items() if service.get("image") == "sonae"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_variables_and_commands_are_known(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = {f"SONAE_{name}".upper() for name in Settings.model_fields} | {"SONAE_UID"}
    assert set(re.findall(r"SONAE_[A-Z_]*[A-Z]", text)) <= known
    lines = re.findall(r"(?:bin/|`|^)sonae ([a-z]+[^`\n]*)", text, re.MULTILINE)
    lines += [shlex.join(words[1:]) for words in _listed(text) if words[:1] == ["sonae"]]
    for line in lines:
        name, *words = shlex.split(line)
        assert name in COMMANDS, line
        options = {one for parameter in _command(name).params for one in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def _listed(text: str) -> list[list[str]]:
    return [re.findall(r'"([^"]*)"', listed) for listed in re.findall(r"(?:CMD|command:) (\[.*\])", text)]


def test_what_is_copied_into_the_image_is_there_and_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [word for line in re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE) for word in line.split()[:-1]]
    assert {"casebook", "ui", "app.py", "requirements/runtime.lock"} <= set(copied)
    for name in copied:
        assert (ROOT / name).exists()
        assert name in let_in or name.startswith("requirements/")
    assert {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests"} <= set(copied)


def test_the_image_takes_wheels_by_hash_and_runs_as_nobody() -> None:
    for lock in ("build", "runtime"):
        assert re.search(rf"--require-hashes --only-binary :all: -r requirements/{lock}\.lock", DOCKERFILE)
    assert "dev.lock" not in DOCKERFILE
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.index("USER") > DOCKERFILE.rindex("\nRUN ")


@pytest.mark.parametrize("name", [*SONAE, "proxy"])
def test_a_container_has_no_rights_that_it_does_not_need(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "10001" in service["user"]


def test_secrets_volumes_and_services_that_are_named_are_there() -> None:
    assert set(SONAE) == {"prepare", "app", "backup", "drill"}
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].removeprefix("./") in made
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"/secrets/", "/backups/"} <= set(ignored)
    for service in COMPOSE["services"].values():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert set(service.get("depends_on", [])) <= set(COMPOSE["services"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or source == "./backups" or (ROOT / source).exists()
    named = set(re.findall(r"/run/secrets/(\w+)", (ROOT / "compose.yaml").read_text()))
    named |= set(re.findall(r"/run/secrets/(\w+)", (ROOT / "deploy" / "nginx.conf").read_text()))
    assert named == set(COMPOSE["secrets"])


def test_the_server_and_its_tools_are_of_one_version() -> None:
    client = re.search(r"postgresql-client-(\d+)", DOCKERFILE)
    assert client is not None
    assert COMPOSE["services"]["db"]["image"].startswith(f"postgres:{client[1]}")


def test_the_door_is_the_proxy_alone_and_hands_on_what_a_socket_needs() -> None:
    assert COMPOSE["services"]["proxy"]["network_mode"] == "service:app"
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["app"]
    assert COMPOSE["services"]["app"]["ports"] == ["8443:8443"]
    assert Settings.model_fields["host"].default == "127.0.0.1"
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    assert f"proxy_pass http://127.0.0.1:{Settings.model_fields['port'].default};" in conf
    for header in ("Host $http_host", "Upgrade $http_upgrade", "Connection $connection"):
        assert f"proxy_set_header {header};" in conf
    assert conf.count("{") == conf.count("}")


def test_the_units_name_the_same_user_folders_and_programs() -> None:
    units = {path.name: path.read_text() for path in (ROOT / "deploy").glob("sonae*")}
    assert set(units) == {
        "sonae.service", "sonae-backup.service", "sonae-backup.timer", "sonae-drill.service", "sonae-drill.timer",
    }  # fmt: skip
    for name, text in units.items():
        assert f"# /etc/systemd/system/{name}" in text
        if name.endswith(".service"):
            assert "User=sonae" in text
            assert "EnvironmentFile=/etc/sonae/environment" in text
            assert "ExecStart=/opt/sonae/.venv/bin/sonae " in text
