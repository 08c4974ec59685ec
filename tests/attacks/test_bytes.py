"""What the server sends to each role, byte by byte over the socket, as whoever keeps a browser's traffic would read it."""

from datetime import date
from pathlib import Path

from casebook.accounts import Identity, RoleGrant
from casebook.book import Casebook
from casebook.records import Person
from casebook.roles import Actor
from desk.demo.demo import make_demo
from tests.attacks.serving import DAY, served
from tests.ui.planted import actors, people_in, plant
from ui.pages_for import account_pages_for, pages_for
from words.say import say

OPERATOR = Actor("x", "operator")
ISSUER = "https://id.example"


def sign_in(book: Casebook, actor: Actor) -> str:
    """Give somebody an account in her role; return the token of her session."""
    accounts, role = book.accounts(), actor.role
    key = accounts.add(OPERATOR, role, role)
    accounts.grant(OPERATOR, RoleGrant(account_id=key, role=role, scope=actor.grants[0].scope))
    accounts.bind(OPERATOR, key, ISSUER, role)
    return accounts.sign_in_by(Identity(ISSUER, role, "nonce of " + role))


def test_no_byte_of_any_page_names_whom_the_role_may_not_see(tmp_path: Path) -> None:
    day, found = date.fromisoformat(DAY), dict[str, tuple[Actor, str, set[int]]]()

    def fill(book: Casebook) -> None:
        make_demo(book, day)
        plant(book, day)
        for actor in actors(book):
            seen = {one.id or 0 for one in Casebook(book._engine, actor, book._clock).all(Person)}
            found[actor.role] = actor, sign_in(book, actor), seen

    with served(tmp_path, fill) as server:
        for role, (actor, token, seen) in found.items():
            came = b""
            for page in (*pages_for(actor, day), *account_pages_for(actor, day), "trials"):
                with server.session(page, token=token) as session:
                    if page == "people":
                        session.run({}, f"id={min(seen, key=str)}")
                    came += session.came
            assert say("app.not_your_page", "ja").encode() in came, role
            assert people_in(came) <= seen, role
            assert bool(people_in(came)) is bool(seen), role
