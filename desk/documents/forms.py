"""The forms in which a paper leaves the desk: to print, and to be edited on."""

from collections.abc import Callable, Mapping

from desk.documents.document import Document
from desk.documents.pdf import pdf_of
from desk.documents.word import docx_of

MAKERS: Mapping[str, Callable[[Document], bytes]] = {"pdf": pdf_of, "docx": docx_of}
FORMS = tuple(MAKERS)
