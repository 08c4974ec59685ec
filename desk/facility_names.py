"""Names of facilities where a name alone must tell one from another: published lists hold the same name more than once."""

from collections import Counter
from collections.abc import Callable, Mapping

from desk.facilities import FacilityFile
from desk.words import aside, join, service


def facility_names(files: Mapping[int, FacilityFile], language: str) -> dict[int, str]:
    """Return what to call each facility, by id.

    A name that repeats is told with the service; where that repeats as well, with the office number; else with our id.
    """
    told: dict[int, list[str]] = {key: [] for key in files}
    names = {key: file.facility.name for key, file in files.items()}
    further: tuple[Callable[[FacilityFile], str | None], ...] = (
        lambda file: service(file.facility.service_code, file.facility.service_name, language),
        lambda file: file.facility.office_number,
        lambda file: f"#{file.key}",
    )
    for more in further:
        often = Counter(names.values())
        for key in [key for key, name in names.items() if often[name] > 1]:
            told[key] += [text for text in [more(files[key])] if text]
            name = files[key].facility.name
            names[key] = aside(name, join(told[key], language), language) if told[key] else name
    return names
