"""The services of the Services and Supports Act and the Child Welfare Act that WAM NET publishes, by code."""

import re

from geodata.text import tidy

# Only those whose number is certain; of any other service the number comes from the name of its file.
# Code -> name, as 障害福祉サービス等情報公表システム numbers its files (NN in `…_NN.csv`).
SERVICES = {
    "11": "居宅介護",
    "12": "重度訪問介護",
    "13": "行動援護",
    "14": "重度障害者等包括支援",
    "15": "同行援護",
    "21": "療養介護",
    "22": "生活介護",
    "24": "短期入所",
    "32": "施設入所支援",
    "33": "共同生活援助",
    "34": "宿泊型自立訓練",
    "41": "自立訓練(機能訓練)",
    "42": "自立訓練(生活訓練)",
    "45": "就労継続支援(A型)",
    "46": "就労継続支援(B型)",
    "52": "計画相談支援",
    "53": "地域移行支援",
    "54": "地域定着支援",
    "61": "自立生活援助",
}
_SPELLINGS = {
    "就労継続支援A型": "45",
    "就労継続支援B型": "46",
    "地域相談支援(地域移行支援)": "53",
    "地域相談支援(地域定着支援)": "54",
}
_CODES = {name: code for code, name in SERVICES.items()} | _SPELLINGS
_IN_FILE_NAME = re.compile(r"(?:^|[_\-/ ])(\d{2})(?=[_\-. ])")


def service_code(name: str) -> str | None:
    """Return the code of a service by its name as published, or None when the table does not have it."""
    return _CODES.get(tidy(name).replace(" ", ""))


def code_in_file_name(file: str) -> str | None:
    """Return the service code that a file name such as ``csvdownload_24.csv`` or ``national_24_202404.csv`` holds."""
    codes = _IN_FILE_NAME.findall(file)
    return codes[-1] if codes else None
