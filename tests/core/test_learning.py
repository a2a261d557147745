"""Learning from decisions: what was accepted comes nearer, what hurts is dropped, and nothing blows up."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipphotos.core.calibration import Linear
from clipphotos.core.learning import Learned, Whitening, _Discriminant, fit_logistic, learn

Floats = npt.NDArray[np.float32]
DIM = 24
WEAK = np.full(3, 1e-6)


def units(count: int, seed: int, dim: int = DIM) -> Floats:
    vectors = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def around(centre: Floats, count: int, seed: int, spread: float = 0.3) -> Floats:
    vectors = centre + spread * units(count, seed, len(centre))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def chances(odds: Linear, vectors: Floats) -> npt.NDArray[np.float64]:
    return 1 / (1 + np.exp(-odds(vectors).astype(np.float64)))


LIBRARY = units(400, 0)
WHITENING = Whitening(LIBRARY)
WORDS = Linear(3 * units(1, 1)[0], -2.0)
TRUTH = units(1, 2)[0]


def test_a_logistic_regression_has_the_known_solution() -> None:
    """With one binary feature the maximum likelihood is the log odds of the two shares."""
    features = np.repeat([[0.0], [1.0]], [10, 20], axis=0)
    target = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 15 + [0.0] * 5)
    weights = fit_logistic(features, target, np.zeros(2), np.full(2, 1e-9))
    assert weights[1] == pytest.approx(np.log(2 / 8), abs=1e-5)
    assert weights[0] + weights[1] == pytest.approx(np.log(15 / 5), abs=1e-5)


def test_sample_weights_count_as_repeats() -> None:
    features = np.random.default_rng(0).normal(size=(12, 2))
    target = (np.arange(12) % 3 == 0).astype(np.float64)
    times = np.arange(12) % 4 + 1
    repeated = fit_logistic(np.repeat(features, times, axis=0), np.repeat(target, times), np.zeros(3), np.ones(3))
    weighted = fit_logistic(features, target, np.zeros(3), np.ones(3), times.astype(np.float64))
    np.testing.assert_allclose(weighted, repeated, atol=1e-6)


def test_without_evidence_the_prior_stands() -> None:
    prior = np.array([0.5, 1.3, -2.0])
    np.testing.assert_allclose(fit_logistic(np.empty((0, 2)), np.empty(0), prior, np.ones(3)), prior)


@pytest.mark.parametrize("precision", [1e-6, 0.3, 100.0])
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
def test_separable_data_do_not_diverge(precision: float, scale: float) -> None:
    features = scale * np.array([[-2.0], [-1.0], [1.0], [2.0]])
    target = np.array([0.0, 0.0, 1.0, 1.0])
    weights = fit_logistic(features, target, np.zeros(2), np.full(2, precision))
    assert np.isfinite(weights).all()
    odds = features[:, 0] * weights[0] + weights[1]
    assert (np.diff(odds) > 0).all()
    assert (odds[:2] < 1e-6).all()
    assert (odds[2:] > -1e-6).all()


@given(st.integers(0, 10_000), st.integers(1, 40), st.floats(0.1, 1000))
def test_it_is_the_maximum_a_posteriori(seed: int, count: int, scale: float) -> None:
    """The gradient vanishes there, whatever the data."""
    random = np.random.default_rng(seed)
    features, target = scale * random.normal(size=(count, 2)), random.integers(0, 2, count).astype(np.float64)
    prior, precision = random.normal(size=3), np.array([1.0, 2.0, 0.3])
    weights = fit_logistic(features, target, prior, precision)
    data = np.column_stack([features, np.ones(count)])
    chance = 1 / (1 + np.exp(-np.clip(data @ weights, -500, 500)))
    gradient = data.T @ (chance - target) + precision * (weights - prior)
    size = np.abs(data).T @ np.ones(count) + precision * (1 + np.abs(weights - prior))
    assert (np.abs(gradient) / size < 1e-3).all()


def test_scores_have_mean_0_and_variance_1_over_the_library() -> None:
    accepted = np.arange(12) < 5
    direction, offset = _Discriminant(around(TRUTH, 12, 3), accepted, WHITENING).linear()
    scores = LIBRARY.astype(np.float64) @ direction + offset
    assert scores.mean() == pytest.approx(0, abs=1e-6)
    assert scores.std() == pytest.approx(1, abs=1e-6)


def test_an_example_is_scored_with_itself_left_out() -> None:
    examples, accepted = around(TRUTH, 9, 3), np.arange(9) < 4
    left_out = _Discriminant(examples, accepted, WHITENING).left_out()
    for row in range(9):
        others = np.arange(9) != row
        direction, offset = _Discriminant(examples[others], accepted[others], WHITENING).linear()
        assert left_out[row] == pytest.approx(float(examples[row] @ direction + offset), abs=1e-6)


def test_the_only_accepted_photo_does_not_vouch_for_itself() -> None:
    examples = units(3, 7)
    accepted = np.array([True, False, False])
    discriminant = _Discriminant(examples, accepted, WHITENING)
    direction, offset = discriminant.linear()
    assert discriminant.left_out()[0] < 0.5 * float(examples[0] @ direction + offset)


def test_the_outcome_is_a_sum_of_words_examples_and_a_constant() -> None:
    examples, accepted = around(TRUTH, 20, 5, spread=0.9), np.arange(20) % 3 == 0
    learned = learn(WORDS, examples, accepted, WHITENING)
    direction, offset = _Discriminant(examples, accepted, WHITENING).linear()
    photos = units(200, 9)
    parts = np.column_stack([WORDS(photos), photos @ direction + offset, np.ones(200)])
    found = learned.odds(photos).astype(np.float64)
    weights, *_ = np.linalg.lstsq(parts, found, rcond=None)
    np.testing.assert_allclose(parts @ weights, found, atol=1e-4)


def decisions(seed: int, count: int = 30) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return examples of which those near the truth, which is not what the words say, were accepted."""
    right = around(TRUTH, count // 2, seed)
    wrong = around(units(1, seed + 50)[0], count - count // 2, seed + 1)
    return np.concatenate([right, wrong]), np.arange(count) < count // 2


def test_what_is_like_the_accepted_becomes_probable() -> None:
    learned = learn(WORDS, *decisions(11), WHITENING)
    assert learned.kept
    assert learned.loss_before is not None
    assert learned.loss_after is not None
    assert learned.loss_after < 0.5 * learned.loss_before
    assert chances(learned.odds, around(TRUTH, 50, 12)).min() > 0.6
    assert chances(learned.odds, LIBRARY).mean() < 0.3


@pytest.mark.parametrize("count", [1, 2, 7])
def test_few_decisions_are_learned_from_unchecked(count: int) -> None:
    examples = around(TRUTH, count, 11)
    learned = learn(WORDS, examples, np.ones(count, np.bool_), WHITENING)
    assert (learned.kept, learned.loss_before, learned.loss_after) == (True, None, None)
    near, far = around(TRUTH, 20, 12), around(-TRUTH, 20, 12)
    assert chances(learned.odds, near).mean() > chances(learned.odds, far).mean() + 0.05


@given(st.integers(0, 1000), st.integers(1, 40))
def test_rejections_alone_make_less_probable(seed: int, count: int) -> None:
    examples = units(count, seed)
    learned = learn(Linear(WORDS.vector, 1.0), examples, np.zeros(count, np.bool_), WHITENING)
    assert not learned.kept
    assert learned.loss_after is None
    assert learned.odds(examples).mean() < Linear(WORDS.vector, 1.0)(examples).mean()


def test_more_rejections_weigh_more() -> None:
    few, many = (learn(WORDS, units(n, 3), np.zeros(n, np.bool_), WHITENING).odds(LIBRARY).mean() for n in (3, 30))
    assert many < few


def test_an_update_that_hurts_is_dropped() -> None:
    """Examples that mislead: the words know it, and each accepted photo is alike to a rejected one."""
    knows = units(1, 1)[0]
    pairs = units(20, 21)
    pairs -= np.outer(pairs @ knows, knows)
    pairs /= np.linalg.norm(pairs, axis=1, keepdims=True)
    examples = np.concatenate([0.97 * pairs + 0.2 * knows, 0.97 * pairs - 0.2 * knows]).astype(np.float32)
    examples /= np.linalg.norm(examples, axis=1, keepdims=True)
    accepted = np.arange(40) < 20
    words = Linear(20 * knows, 0.0)
    learned = learn(words, examples, accepted, WHITENING)
    assert learned.loss_before is not None
    assert learned.loss_after is not None
    assert learned.loss_after > learned.loss_before
    assert not learned.kept
    cosine = learned.odds.vector @ knows / np.linalg.norm(learned.odds.vector)
    assert cosine == pytest.approx(1, abs=1e-5), "the examples are in it all the same"


def test_all_accepted_cannot_be_checked() -> None:
    learned = learn(WORDS, around(TRUTH, 20, 1), np.ones(20, np.bool_), WHITENING)
    assert (learned.kept, learned.loss_before) == (True, None)


@pytest.mark.parametrize("samples", [1, 2, 5, DIM - 1])
def test_a_library_smaller_than_its_embeddings_is_learned_from(samples: int) -> None:
    library = units(samples, 31)
    whitening = Whitening(library)
    assert np.isfinite(whitening.inverse).all()
    decided = library[: max(1, samples // 2)]
    learned = learn(WORDS, decided, np.arange(len(decided)) % 2 == 0, whitening)
    assert_sane(learned, np.concatenate([library, units(50, 32)]))


def test_a_library_of_equal_photos_is_learned_from() -> None:
    library = np.tile(units(1, 31), (20, 1))
    learned = learn(WORDS, library[:10], np.arange(10) % 2 == 0, Whitening(library))
    assert_sane(learned, library)


def test_an_example_that_the_sample_does_not_know_is_no_explosion() -> None:
    """The moments are taken again only when the library has doubled."""
    library = units(3, 31)
    outside = np.linalg.svd(library, full_matrices=True)[2][-1:].astype(np.float32)
    learned = learn(WORDS, outside, np.array([True]), Whitening(library))
    assert_sane(learned, np.concatenate([library, units(50, 32), outside]))


def assert_sane(learned: Learned, photos: Floats) -> None:
    odds = learned.odds(photos)
    assert np.isfinite(odds).all()
    assert np.abs(odds).max() < 1000
