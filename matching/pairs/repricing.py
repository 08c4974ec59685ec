"""The same eligible pairs at the prices of another policy: which pairs are eligible does not depend on weights."""

from dataclasses import replace

import numpy as np

from matching.pairs.candidates import Candidates, Terms, small
from matching.pairs.costs import Priced, cost_terms
from matching.problem import Problem, build_history, build_similar, columns_of, learnt_terms


def repriced(candidates: Candidates, problem: Problem, other: Problem) -> Candidates:
    """Return candidates of a problem as they are in another that differs in the weights of its policy alone.

    Equal to finding them anew, without judging anybody again.
    """
    columns = columns_of(problem)
    history = build_history(other)
    pairs = columns.pairs(candidates.person, candidates.facility)
    to_confirm = np.bitwise_count(candidates.confirm).astype(np.int64)
    terms = cost_terms(Priced(pairs, to_confirm, history, build_similar(columns.people, history), other.policy))
    terms |= learnt_terms(other, candidates.person, candidates.facility)
    cost = np.zeros(len(candidates), dtype=np.int64)
    for points in terms.values():
        cost += points
    return replace(candidates, terms=Terms({name: small(term) for name, term in terms.items()}), cost=cost)
