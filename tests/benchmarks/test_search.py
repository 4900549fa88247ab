"""The questions that searches are measured with."""

from __future__ import annotations

from benchmarks.search.questions import questions
from munigraph.release import Release
from munigraph.search import Finder, Question


def test_the_same_index_gives_the_same_questions(curated_release: Release) -> None:
    asked = questions(curated_release.index, 30)
    assert asked == questions(curated_release.index, 30)
    assert len(asked) == 7
    for sort, texts in asked.items():
        assert len(texts) == len(set(texts)) >= 20, sort


def test_they_are_what_they_are_called(curated_release: Release) -> None:
    asked = questions(curated_release.index, 30)
    finder = Finder(curated_release.index, seconds=5.0)
    for sort, texts in asked.items():
        found = [finder.find(Question(text)) for text in texts]
        answered = sum(each.total > 0 for each in found)
        if sort == "a mistyped word":  # of some it cannot be told what was meant
            assert answered == sum(each.meant != "" for each in found) > 0.8 * len(texts)
        else:
            assert answered == (0 if sort == "what is not there" else len(texts)), sort
    finder.close()
