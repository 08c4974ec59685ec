"""What somebody did that changes no record goes into the access log, by her casebook."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from casebook.audit import notes, whom
from casebook.audit.looks import Looks
from casebook.ground import Ground
from casebook.records import AccessLog
from casebook.roles import Actor
from casebook.trouble import told_writing


class Noting:
    """The part of a casebook that notes what its actor did.

    Parameters
    ----------
    actor
        Who did it.
    stamps
        Gives the time that is noted.
    ground
        The database.
    """

    def __init__(self, actor: Actor, stamps: Callable[[], datetime], ground: Ground) -> None:
        self.actor = actor
        self._stamps = stamps
        self._ground = ground
        self._looks = Looks(self._write_notes)

    def note(
        self,
        kind: str,
        /,
        *,
        entity: str | None = None,
        entity_id: int | None = None,
        detail: Mapping[str, Any] | None = None,
        people: Collection[int] | None = None,
    ) -> None:
        """Write into the access log what the actor did that changes no record; anybody's is noted, whatever her role.

        What was worked out from the records stays true, and the revision where it is. A note that belongs to a change is
        written with it: `Writer.note`.

        Parameters
        ----------
        kind
            One of `casebook.vocabulary.ACCESS_KINDS`.
        entity, entity_id
            The table, and the row, that it is about.
        detail
            How much, and where: codes and numbers, never a name or what somebody typed.
        people
            Whom a list or a file is about, where these are several; see `is_about`.

        Raises
        ------
        NotReadyError
            If the database did not take it: what was to be noted must not happen then.
        """
        self._write_notes([notes.entry(self.actor, self._stamps(), kind, entity, entity_id, detail, people)])

    def note_look(
        self,
        kind: str,
        /,
        *,
        entity: str | None = None,
        entity_id: int | None = None,
        detail: Mapping[str, Any] | None = None,
        people: Collection[int] | None = None,
    ) -> None:
        """Note a look, as `note`, within a moment; who needs to look waits neither for the disk nor for a long import.

        Raises
        ------
        NotReadyError
            If the database has taken none of very many.
        """
        self._looks.add(notes.entry(self.actor, self._stamps(), kind, entity, entity_id, detail, people))

    def is_about(self, entry: AccessLog, person: int) -> bool | None:
        """Tell whether somebody was in the list or file of a note; None where it does not say."""
        said = (entry.detail or {}).get("people")
        return None if said is None else whom.is_among(self._ground.vault, said, person)

    def flush(self) -> None:
        """Write the looks that were noted a moment ago.

        Raises
        ------
        NotReadyError
            If the database did not take them; they are kept.
        """
        self._looks.flush()

    def _write_notes(self, rows: Sequence[Mapping[str, Any]]) -> None:
        with told_writing(), self._ground.adding() as connection:
            notes.write(connection, rows, self._stamps())
