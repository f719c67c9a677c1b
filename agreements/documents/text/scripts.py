"""Names in other scripts: in which language they are written, so that the right shapes of the signs
are printed.
"""

import re

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HAN_OF = {"JP": "ja", "KR": "ko", "KP": "ko", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant"}


def language_of(name: str, country: str = "") -> str:
    """The language tag of a name; empty for Latin and other scripts that need none."""
    for script, language in ((_ARABIC, "ar"), (_KANA, "ja"), (_HANGUL, "ko")):
        if script.search(name):
            return language
    if _HAN.search(name):
        return _HAN_OF.get(country, "zh-Hans")
    return ""


def direction_of(name: str) -> str:
    """From which side it is read, as HTML says it."""
    if _ARABIC.search(name):
        return "rtl"
    return "ltr"


def begins_from_the_right(text: str) -> bool:
    """Whether its first letter is read from the right."""
    first = next(filter(str.isalpha, text), "")
    return bool(_ARABIC.match(first))
