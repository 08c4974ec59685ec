"""Settings, from the environment (SONAE_…) or a .env file; nothing else reads the environment."""

import getpass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from casebook.book import Casebook, open_casebook
from casebook.records import Area
from casebook.roles import Actor
from casebook.vault import keys as vault_keys
from casebook.vault.keys import KeyFile, KeySource, KeyText
from desk.city import AreaNames, Travel, read_travel
from desk.policy import use_policy
from words.say import call_areas
from words.zone import TOKYO


class Settings(BaseSettings):
    """What whoever installs Sonae may set.

    Attributes
    ----------
    database_url
        Where the casebook is: ``sqlite:///sonae.db``, or ``postgresql://…``.
    key_file, key
        Where the casebook's keys are: a file, or the keys themselves; if neither is given, ``sonae.key`` in the folder of
        the casebook's file (docs/operations.md).
    actor
        The name under which the audit records what is done here, until sign-in exists.
    background_tiles
        Draw 地理院タイル under the maps: needs internet, so off unless asked for.
    language
        ``ja`` or ``en``: of the command line, and of the pages until somebody switches.
    today
        Pretend that it is this day (demonstrations, tests); the audit records the real one.
    travel
        How far it is: ``straight`` (line × 1.3), ``table:FILE`` or ``roads:FILE`` (docs/travel.md).
    policy
        The city's own policy file, for everything that is judged; the standard policy if empty.
    small_cell
        The smallest count of people that is shown in what leaves the desk, other than 0.
    backups_kept
        How many copies stay in the folder of ``sonae backup --to``, besides the one that a drill last proved.
    host, port
        Where the pages are served.
    public_address
        By which origin browsers call the server, where something in front of it passes on what they ask
        (``https://sonae.example.jp``); else by this machine's own names.
    """

    model_config = SettingsConfigDict(env_prefix="SONAE_", env_file=".env", extra="ignore")

    database_url: str = "sqlite:///sonae.db"
    key_file: str = ""
    key: SecretStr = SecretStr("")
    actor: str = ""
    background_tiles: bool = False
    language: Literal["ja", "en"] = "ja"
    today: date | None = None
    travel: Annotated[str, Field(pattern=r"^(straight|(table|roads):.+)$")] = "straight"
    policy: str = ""
    small_cell: Annotated[int, Field(ge=5)] = 10
    backups_kept: Annotated[int, Field(ge=1)] = 30
    host: str = "127.0.0.1"
    port: int = 8501
    public_address: Annotated[str, Field(pattern=r"^(https?://[a-z0-9.\-]+(:[0-9]+)?)?$")] = ""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    found = Settings()
    use_policy(Path(found.policy) if found.policy else None)
    return found


def real_now() -> datetime:
    """Return the time now, in Tokyo, whatever day the settings pretend."""
    return datetime.now(TOKYO)


def now() -> datetime:
    """Return the time now, in Tokyo; on the day that the settings pretend, if they do."""
    real = real_now()
    pretended = settings().today
    return real if pretended is None else datetime.combine(pretended, real.timetz())


def today() -> date:
    """Return the day in Tokyo."""
    return now().date()


def travel() -> Travel:
    """Return how far it is, as the settings say.

    Raises
    ------
    UnreadableFile
        The file that they name cannot be read.
    """
    return read_travel(settings().travel)


def keys() -> KeySource | None:
    """Return where the casebook's keys are, as far as the settings say; the file if they name both."""
    found = settings()
    if found.key_file:
        return KeyFile(Path(found.key_file))
    text = found.key.get_secret_value()
    return KeyText(text) if text else None


def key_source() -> KeySource:
    """Return where the casebook's keys are: as the settings say, else beside it."""
    return keys() or vault_keys.beside(make_url(settings().database_url))


def local_actor() -> Actor:
    """Return who is at work: one local coordinator, until sign-in exists."""
    return Actor(name=settings().actor or _user(), role="coordinator")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user database
        return "coordinator"


def casebook(url: str | None = None, actor: Actor | None = None) -> Casebook:
    """Open the casebook for somebody, else for the local coordinator; what was read of it is kept while it stays true.

    Raises
    ------
    NotReadyError
        If there is none yet.
    """
    address = url or settings().database_url
    book = open_casebook(address, actor or local_actor(), now, real_now, remembers=True, keys=keys())
    call_areas(AreaNames(book.all(Area)).kind)
    return book
