"""Which scripts run: those that stand in the page that is sent, by their hash."""

import base64
import hashlib

from ui.server.headers import PAGE, content_security_policy, hash_source, inline_scripts


def test_a_script_is_hashed_to_the_letter() -> None:
    page = "<head><script>\n  a < b && c\n</script><script src='x.js'></script><script type=module>d</script></head>"
    assert inline_scripts(page) == ["\n  a < b && c\n", "d"]
    digest = base64.b64encode(hashlib.sha256(b"d").digest()).decode()
    assert hash_source("d") == f"'sha256-{digest}'"


def test_streamlits_page_has_a_script_of_its_own() -> None:
    assert len(inline_scripts(PAGE.read_text(encoding="utf-8"))) == 1


def test_nothing_is_loaded_from_elsewhere_but_tiles_that_were_asked_for() -> None:
    assert "://" not in content_security_policy([], background_tiles=False)
    assert content_security_policy([], background_tiles=True).count("://") == 1
