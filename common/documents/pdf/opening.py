"""A PDF file opened, and said in words why not."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from common.documents.archive import BROKEN
from common.errors import BrokenFile, EncryptedFile, TooLarge

MOST_PAGES = 20_000
LOCKED = "パスワードで保護された PDF です。保護を解除して保存し直してからお試しください。"
TOO_MANY_PAGES = "PDF のページ数が多すぎます。分けてからお試しください。"


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Raises EncryptedFile when a password is needed, BrokenFile, TooLarge."""
    # A file in memory has no name that PDFium could resolve.
    source = path if path.resolve().exists() else path.read_bytes()
    try:
        file = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile(LOCKED) from error
        raise BrokenFile(BROKEN) from error
    if len(file) > MOST_PAGES:
        file.close()
        raise TooLarge(TOO_MANY_PAGES)
    return file


def open_page(file: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """A page, counted from 1. Raises BrokenFile."""
    try:
        return file[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise BrokenFile(BROKEN) from error


def open_flat(file: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """A page with what its annotations and form fields show made part of it. Raises BrokenFile."""
    page = open_page(file, number)
    if pdfium.FPDFPage_GetAnnotCount(page) == 0:
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return open_page(file, number)
