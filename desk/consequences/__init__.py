"""What saving touches, told before it is saved: consents withdrawn or corrected, a file closed, a facility closed."""

from desk.consequences.facility import of_closing_facility, of_saving_facility
from desk.consequences.person import of_changing_consent, of_closing_person, of_saving_person

__all__ = ["of_changing_consent", "of_closing_facility", "of_closing_person", "of_saving_facility", "of_saving_person"]
