"""What the log says of an error: its kind and where it happened, never what it was about."""

import logging
import traceback


def describe(error: BaseException) -> str:
    """Return kind and place of an error and of what led to it, one line a step.

    What an error says of itself may quote the data: a name in a key that was not found, a row that a database refused.
    """
    lines: list[str] = []
    following: BaseException | None = error
    while following is not None:
        lines.append(type(following).__qualname__)
        lines += [
            f"  {step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(following.__traceback__)
        ]
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return "\n".join(lines)


def keep_names_out_of_logs() -> None:
    """Let every record of this process that carries an error tell it by kind and place."""
    make = logging.getLogRecordFactory()

    def make_without_values(*given: object, **named: object) -> logging.LogRecord:
        record = make(*given, **named)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = describe(record.exc_info[1])
            record.exc_info = None
        return record

    logging.setLogRecordFactory(make_without_values)
