"""Words on access to places: by which method, with which weights, and what that means."""

from desk.coverage.measures import ACCESS, DECAY, METHOD, UNWEIGHED, definition_code

Pair = tuple[str, str]
_METHODS: dict[str, tuple[Pair, Pair]] = {
    "e2sfca": (
        ("E2SFCA", "E2SFCA"),
        (
            "E2SFCA（Luo・Qi 2009）：各施設の枠を、近くと見なす距離までに住む人で、距離の重みをつけて分け合い、それぞれの人に届く分を同じ重みで足します。",
            "E2SFCA (Luo & Qi 2009): each facility's known places are shared among the people within the near distance, weighed by distance, and each person adds up what she reaches by the same weights.",
        ),
    ),
    "2sfca": (
        ("2SFCA", "2SFCA"),
        (
            "2SFCA（Luo・Wang 2003）：各施設の枠を、近くと見なす距離までに住む人で等しく分け合い、それぞれの人に届く分を足します。",
            "2SFCA (Luo & Wang 2003): each facility's known places are shared equally among the people within the near distance, and each person adds up what she reaches.",
        ),
    ),
    "3sfca": (
        ("3SFCA", "3SFCA"),
        (
            "3SFCA（Wan ほか 2012）：E2SFCAの重みに、その人の重み全体に占める割合を掛けます。選べる施設が多い人ほど、それぞれの施設に求める分が小さくなります。",
            "3SFCA (Wan et al. 2012): as E2SFCA, each weight multiplied by its share in all weights of the person, so that who can choose asks less of each.",
        ),
    ),
    "balanced": (
        ("均衡型FCA", "Balanced FCA"),
        (
            "均衡型FCA（Páez ほか 2019）：人も枠も、重みに応じて1回分だけ割り振ります。全員の値を足すと、すべての施設の枠の水準の合計になります。",
            "Balanced FCA (Páez et al. 2019): people and places are spread by weight so that each counts once; the values of all add up to the levels of service of all facilities.",
        ),
    ),
}
_DECAYS: dict[str, tuple[Pair, Pair]] = {
    "stepped": (
        ("3段階", "In three steps"),
        (
            "重みは、近くと見なす距離の3つの区切りごとに1、0.68、0.22です。",
            "Weights are 1, 0.68 and 0.22 by thirds of the near distance.",
        ),
    ),
    "binary": (
        ("一律", "All alike"),
        ("重みは、近くと見なす距離までどこも1です。", "All weights up to the near distance are 1."),
    ),
    "gaussian": (
        ("なめらか（ガウス型）", "Smooth (Gaussian)"),
        (
            "重みは、距離0の1から近くと見なす距離の0まで、ガウス曲線で下がります（Dai 2010）。",
            "Weights fall from 1 at no distance to 0 at the near distance by a Gaussian curve (Dai 2010).",
        ),
    ),
}
_OVER: dict[str, Pair] = {
    "access_people": (
        "対象者1人あたりの枠の平均です。住まいの分からない人は含みません。0のときに、近くに枠を聞いていない施設があるか、距離の分からない施設がある地域は不明です。",
        "The mean over the people of the area whose home is known, in places a person. Unknown instead of 0 where a facility near has not said its places, or the way to one is not known.",
    ),
    "access_population": (
        "対象者の代わりに町丁目の人口を使い、住民1,000人あたりの枠を、人口で重みをつけて平均します。0のときに、近くに枠を聞いていない施設があるか、距離の分からない施設がある地域は不明です。",
        "With the residents of each town in place of people at risk: places per 1,000 residents, the mean weighed by residents. Unknown instead of 0 where a facility near has not said its places, or the way to one is not known.",
    ),
}


def _defined(code: str, method: str, decay: str) -> Pair:
    """Define access by a method: how places are shared, how a weight falls, over whom the mean is."""
    parts = (_METHODS[method][1], *(() if method == UNWEIGHED else (_DECAYS[decay][1],)), _OVER[code])
    return "".join(ja for ja, _ in parts), " ".join(en for _, en in parts)


DEFINED: dict[str, Pair] = {code: _defined(code, METHOD, DECAY) for code in ACCESS}
"""How access is defined unless another method is asked for."""
WORDS: dict[str, Pair] = {
    **{f"access_method.{code}": said[0] for code, said in _METHODS.items()},
    **{f"access_decay.{code}": said[0] for code, said in _DECAYS.items()},
    **{
        definition_code(code, method, decay): _defined(code, method, decay)
        for code in ACCESS
        for method in _METHODS
        for decay in _DECAYS
        if (method, decay) != (METHOD, DECAY)
    },
}
