"""Settings, from the environment (SONAE_…) or a .env file; nothing else reads the environment."""

import getpass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from casebook.accounts import Accounts, Span, open_accounts
from casebook.book import Casebook, open_casebook
from casebook.errors import NotAllowedError
from casebook.records import Area
from casebook.roles import KEEPER, Actor
from casebook.vault import keys as vault_keys
from casebook.vault.keys import KeyFile, KeySource, KeyText
from desk.city import AreaNames
from desk.policy import use_policy
from words.eras import say_eras
from words.say import call_areas
from words.zone import TOKYO

if TYPE_CHECKING:
    from desk.city import Travel


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
        Who works at the command line: where there are accounts, one of them by its login name; else any name for the audit.
    background_tiles
        Draw 地理院タイル under the maps: needs internet, so off unless asked for.
    language
        ``ja`` or ``en``: of the command line, and of the pages until somebody switches.
    eras
        In Japanese, say the era's year (令和8) beside the year of every date, unless somebody chose otherwise on the page.
    today
        Pretend that it is this day (demonstrations, tests); the audit records the real one.
    travel
        How far it is: ``straight`` (line × 1.3), ``table:FILE`` or ``roads:FILE`` (docs/travel.md).
    policy
        The city's own policy file, for everything that is judged; the standard policy if empty.
    small_cell
        The smallest count of people that is shown in what leaves the desk, other than 0.
    retention_person_years, retention_call_years
        For how many years after the last thing that happened a closed file, and a call about somebody unknown, are kept.
    retention_draft_days
        For how many days a draft about nobody yet is kept that nobody goes on with.
    backups_kept
        How many copies stay in the folder of ``sonae backup --to``, besides the one that a drill last proved.
    host, port
        Where the pages are served.
    public_address
        By which origin browsers call the server, where something in front of it passes on what they ask
        (``https://sonae.example.jp``); else by this machine's own names.
    idle_minutes, session_hours
        After so long without a look, and after so long in all, whoever signed in signs in again.
    second_factor_required
        Whoever signs in by a password without a second factor sets one up and reaches nothing before.
    glass_ends
        At which time of the day, as ``09:00``, a file closes that somebody opened in an emergency behind broken glass.
    oidc_issuer, oidc_client_id, oidc_client_secret_file
        The city's OpenID provider, and as whom Sonae asks it; without an issuer nobody signs in by one.
    """

    model_config = SettingsConfigDict(env_prefix="SONAE_", env_file=".env", extra="ignore")

    database_url: str = "sqlite:///sonae.db"
    key_file: str = ""
    key: SecretStr = SecretStr("")
    actor: str = ""
    background_tiles: bool = False
    language: Literal["ja", "en"] = "ja"
    eras: bool = False
    today: date | None = None
    travel: Annotated[str, Field(pattern=r"^(straight|(table|roads):.+)$")] = "straight"
    policy: str = ""
    small_cell: Annotated[int, Field(ge=5)] = 10
    retention_person_years: Annotated[int, Field(ge=1, le=100)] = 5
    retention_call_years: Annotated[int, Field(ge=1, le=100)] = 5
    retention_draft_days: Annotated[int, Field(ge=1, le=3650)] = 30
    backups_kept: Annotated[int, Field(ge=1)] = 30
    host: str = "127.0.0.1"
    port: int = 8501
    public_address: Annotated[str, Field(pattern=r"^(https?://[a-z0-9.\-]+(:[0-9]+)?)?$")] = ""
    idle_minutes: Annotated[int, Field(ge=1, le=60)] = 15
    session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    second_factor_required: bool = False
    glass_ends: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "09:00"
    oidc_issuer: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    oidc_client_id: str = ""
    oidc_client_secret_file: str = ""

    @property
    def glass_closes(self) -> time:
        """``glass_ends`` as a time."""
        return time.fromisoformat(self.glass_ends)

    @property
    def retention(self) -> dict[str, int]:
        """How long what is kept is kept, as `desk.rights.due` asks for it."""
        return {
            "person_years": self.retention_person_years,
            "call_years": self.retention_call_years,
            "draft_days": self.retention_draft_days,
        }


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    found = Settings()
    use_policy(Path(found.policy) if found.policy else None)
    say_eras(beside=found.eras)
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


def travel() -> "Travel":
    """Return how far it is, as the settings say.

    Raises
    ------
    UnreadableFile
        The file that they name cannot be read.
    """
    from desk.city import read_travel  # what reads roads takes a second to load, and few commands ask how far it is

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


def span() -> Span:
    """Return how long somebody stays signed in, and whether she needs a second factor."""
    idle, longest = timedelta(minutes=settings().idle_minutes), timedelta(hours=settings().session_hours)
    return Span(idle, longest, settings().second_factor_required)


def accounts() -> Accounts:
    """Return who comes in, opened once a process.

    Raises
    ------
    NotReadyError
        If there is no casebook yet.
    """
    return _accounts(settings().database_url)


@lru_cache(maxsize=4)
def _accounts(url: str) -> Accounts:
    return open_accounts(url, real_now, keys())


def operator() -> Actor:
    """Return who sits at the machine itself, and holds its database."""
    return Actor(settings().actor or _user(), "operator")


def local_actor() -> Actor:
    """Return who is at work where nobody signs in: one local coordinator."""
    return Actor(name=settings().actor or _user(), role="coordinator")


def at_work(known: Accounts) -> Actor:
    """Return who is at work at the command line: where there are accounts, the one that the settings name, in its roles.

    Raises
    ------
    NotAllowedError
        If they name none, or one that may not come in today.
    """
    if not known.any():
        return local_actor()
    actor = known.actor(settings().actor)
    if actor is None:
        raise NotAllowedError("account.name_yourself", name=settings().actor or "SONAE_ACTOR")
    return actor


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user database
        return "coordinator"


def keepers_casebook() -> Casebook:
    """Open the casebook for a timer, which has no account, in a role that sees and writes nothing but upkeep.

    Raises
    ------
    NotReadyError
        If there is none yet.
    """
    return casebook(actor=Actor(settings().actor or _user(), KEEPER))


def casebook(url: str | None = None, actor: Actor | None = None) -> Casebook:
    """Open the casebook for somebody, else for who is at work here; what was read of it is kept while it stays true.

    Raises
    ------
    NotReadyError
        If there is none yet.
    NotAllowedError
        If there are accounts, and the settings name none that may come in.
    """
    address = url or settings().database_url
    book = open_casebook(address, actor or at_work, now, real_now, remembers=True, keys=keys())
    call_areas(AreaNames(book.all(Area)).kind)
    return book
