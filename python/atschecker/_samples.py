"""The smallest documents of each kind, by which an installation is tried."""

from __future__ import annotations

RTF = rb"{\rtf1\ansi Jane Roe\par Software engineer since 2015}"

# Not embedded, so that the machine's own fonts are needed to draw them.
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
# Its characters are known only with the tables of poppler-data.
SONG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts ["
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor"
    b" << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900]"
    b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>"
)
CHINESE = "工程师"
HIDDEN_WORD = "wizard"


def latin_pdf() -> bytes:
    """Show a name in black and a word in white."""
    return _pdf(HELVETICA, b"(Jane Roe) Tj 0 -40 Td 1 g (%s) Tj" % HIDDEN_WORD.encode())


def chinese_pdf() -> bytes:
    """Show Chinese in an encoding of China."""
    return _pdf(SONG, b"<%s> Tj" % CHINESE.encode("gbk").hex().encode())


def _pdf(font: bytes, words: bytes) -> bytes:
    content = b"BT /F1 24 Tf 72 720 Td %s ET" % words
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )
