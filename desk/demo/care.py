"""Invented care notes, and whom to call of somebody's own: of about half of the people, as a base has them."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from casebook.records import CareNote, ContactPerson, Person

MEDICINE = (
    "朝食後・夕食後に抗てんかん薬。飲み忘れに注意",
    "就寝前に睡眠薬1錠",
    "なし",
    "毎食後に整腸剤。粉薬は服薬ゼリーで",
)
SEIZURES = (
    "なし",
    "月1回ほど、全身のけいれんが1〜2分。5分を超えたら救急要請",
    "疲れると意識が数秒途切れる。座らせて見守る",
)
ALLERGIES = ("なし", "そば", "卵（加熱したものは可）", "牛乳でおなかをこわす")
UPSETS = ("急な予定の変更", "大きな音、子どもの泣き声", "体に触れられること", "待ち時間の長さ")
CALMS = ("静かな部屋で一人になる", "好きな電車の図鑑を見る", "先の予定を紙に書いて見せる", "温かい飲み物と短い声かけ")
COMMUNICATION = ("短い言葉と絵カード", "はい・いいえは手で示す", "話し言葉で通じる。復唱して確かめる", "筆談")
RELATIVES: Mapping[str | None, tuple[str, ...]] = {
    "none": ("叔母", "成年後見人"),
    "single_over_75": ("母", "姉"),
    "single_ill": ("母", "兄"),
    "single": ("母", "叔父"),
    "couple_over_75": ("父", "母", "妹"),
    "couple": ("母", "父"),
}
"""By who cares for her; of others: mother and brother."""
SURNAMES, NAMES = ("見本", "例田", "仮野", "試山"), ("一郎", "花枝", "三郎", "ゆき子")
CHECKERS = ("見本コーディネーター", None)


def care_notes(people: Mapping[int, Person], today: date, luck: random.Random) -> Iterator[CareNote]:
    """Yield what is known of the care of some; not everything was asked of each, nor lately."""
    for key in people:
        if luck.random() < 0.5:
            known: dict[str, Any] = {
                name: luck.choice(texts) if luck.random() < 0.8 else None
                for name, texts in (
                    ("medicine", MEDICINE),
                    ("seizures", SEIZURES),
                    ("allergies", ALLERGIES),
                    ("upsets", UPSETS),
                    ("calms", CALMS),
                    ("communication", COMMUNICATION),
                )
            }
            on = today - timedelta(days=luck.randint(3, 420))
            yield CareNote(person_id=key, **known, checked_on=on, checked_by=luck.choice(CHECKERS))


def contact_persons(people: Mapping[int, Person], luck: random.Random) -> Iterator[ContactPerson]:
    """Yield whom to call of some people's own; the numbers are of no telephone."""
    for key, person in people.items():
        if luck.random() < 0.6:
            surname = luck.choice(SURNAMES)
            for order, relation in enumerate(RELATIVES.get(person.caregiver, ("母", "兄")), start=1):
                yield ContactPerson(
                    person_id=key,
                    full_name=f"{surname} {luck.choice(NAMES)}" if luck.random() < 0.9 else None,
                    relation=relation,
                    phone=f"022-000-{luck.randint(3000, 3999)}" if luck.random() < 0.95 else None,
                    call_order=order,
                    at_night=luck.choice((True, False, None)),
                    note=luck.choice((None, None, "平日の昼は仕事中", "耳が遠い")),
                )
