"""The language of a text, its country, and whether text recognition has damaged it."""

from __future__ import annotations

import pytest

from munigraph.extraction import language

TEXTS = [
    ("sv", "SE", "Kommunstyrelsen beslutar att avslå motionen enligt stadsledningskontorets förslag."),
    ("sv", "FI", "Stadsfullmäktige beslutade enhälligt godkänna stadsstyrelsens förslag till budget."),
    ("sv", "FI", "Protokolljusterare och ändringssökande: kostnaden är 1 000 euro enligt direktionen."),
    ("da", "DK", "Byrådet har vedtaget indstillingen, og sagen blev sendt til udvalget af borgmesteren."),
    ("nb", "NO", "Kommunestyret behandlet saken og innstillingen ble enstemmig vedtatt av utvalget."),
    (
        "nn",
        "NO",
        "Kommunestyret handsama saka, og framlegget vart samrøystes vedteke..",
    ),
    ("fi", "FI", "Kaupunginhallitus päätti hyväksyä esityksen ja se on pöytäkirjan mukaan valmis."),
    ("en", "", "The city council has decided that the motion is to be rejected by the board."),
]
UNDAMAGED = "Nämnden föreslår att staden ansöker om medlemskap i nätverket. " * 20


@pytest.mark.parametrize(("code", "country", "text"), TEXTS, ids=range(8))
def test_languages(code: str, country: str, text: str) -> None:
    found = language.detect(text)
    assert found is not None
    assert (found.code, found.country) == (code, country)


@pytest.mark.parametrize("text", ["", "12 345", "§ 5", "A", "\0\ud800"])
def test_too_little_to_tell(text: str) -> None:
    assert language.detect(text) is None


def test_damage_shows_in_the_letters() -> None:
    without = UNDAMAGED.translate(str.maketrans("åäö", "aao"))
    assert not language.quality(UNDAMAGED, "sv").damaged
    assert language.quality(without, "sv").damaged
    assert not language.quality("Forslag.", "sv").damaged
    assert language.quality("fo6ljande P4 nat " * 100, "sv").broken > 0
