"""What is said, in both languages: the catalogue by topic as data, one `Message` for all floors, one voice to say it.

The pillars hand over a `words.message.Message`, a code with its params; the desk and the interface say it
(`words.say`). The sentences stand in `words/catalogue/`, one TOML file a topic.
"""
