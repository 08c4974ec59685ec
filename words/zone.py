"""The time zone of everything that is recorded and said: Asia/Tokyo."""

from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
