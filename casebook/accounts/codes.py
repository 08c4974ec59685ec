"""Second factors: codes by time (TOTP, RFC 6238, by pyotp) and codes for when the telephone is gone."""

import base64
import hashlib
import secrets
from datetime import datetime

import pyotp
from pyotp.utils import strings_equal

AROUND = (-1, 0, 1)
"""Steps by which a telephone's clock may differ."""
RECOVERY_CODES = 10
RECOVERY_BYTES = 15
"""120 bits: more than the 112 of NIST SP 800-63B-4, section 3.1.2.2, from which on a plain hash is enough."""
GROUP = 4


def new_secret() -> str:
    """Return a secret to be shared with a telephone, in Base32."""
    return pyotp.random_base32()


def enrolment_address(secret: str, login: str) -> str:
    """Return what a telephone reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="Sonae")


def step_of(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    """Return the step (30 s of Unix time each) that a code is of; None if it is wrong, or was taken before.

    Parameters
    ----------
    last_step
        The last one of which a code was taken: neither it nor one before is taken again.
    """
    totp = pyotp.TOTP(secret)
    typed = "".join(code.split())
    present = int(now.timestamp()) // totp.interval
    found = None
    for around in AROUND:  # all of them, so that it takes as long whichever it is
        step = present + around
        if strings_equal(typed, totp.generate_otp(step)) and (last_step is None or step > last_step):
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Return codes of which each is taken once, as they are written down."""
    return [_grouped(base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()) for _ in range(RECOVERY_CODES)]


def hash_recovery_code(code: str) -> str:
    """Return what is kept of a recovery code, however it was typed."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
