"""The evening call: who can take somebody tonight, the call as recorded, the base's rooms and the way out."""
