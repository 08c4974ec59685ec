"""What a facility offers as far as it has said: yes, no, how many, or None where nobody knows."""

from matching.policy import Policy
from matching.problem.model import EMERGENCY_POLICIES, MEDICAL_CARE, Facility

REFUSES = EMERGENCY_POLICIES[0]


def known_places(facility: Facility) -> int | None:
    """Return the trial places a facility is known to have: none if it offers no trial, None if nobody knows."""
    return 0 if facility.offers_trial is False else facility.places


def offers_trial(facility: Facility) -> bool | None:
    """Tell whether a facility is known to have a trial place; None if it has not said."""
    return False if known_places(facility) == 0 else facility.offers_trial or (facility.places is not None or None)


def takes_emergencies(facility: Facility) -> bool | None:
    """Tell whether a facility takes emergencies under some condition; None if it has not said."""
    return None if facility.emergency_policy is None else facility.emergency_policy != REFUSES


def has_experts(facility: Facility) -> bool | None:
    """Tell whether a facility takes people with medical care or severe behaviour; None if something is not known."""
    answers = [facility.severe_behaviour, *(facility.medical_care.get(care) for care in MEDICAL_CARE)]
    return True if True in answers else None if None in answers else False


def stays_possible(facility: Facility, policy: Policy) -> bool:
    """Tell whether people can stay overnight: by the service, or because the facility said that it takes them."""
    takes_guests = facility.offers_trial or takes_emergencies(facility)
    return bool(takes_guests) or facility.service_code in policy.scope.trial_services
