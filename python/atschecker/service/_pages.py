"""Pages of a resume as images, and where the quotes stand on them."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from atschecker._async import _on_own_thread, read_async
from atschecker._core import Box, Document, DocumentReader, DocumentSource, ErrorCode, PageSize, version
from atschecker._errors import CallerError, DocumentError
from atschecker.service._errors import RequestProblem

# Each holds a file and, for a moment, its image; what comes beyond waits.
MAX_DRAWING = 8

# How many digits a page number has at most: readers allow far fewer pages.
MAX_DIGITS = 6

# A ten-thousandth of a page is below a pixel.
DIGITS = 5


class Pages:
    """Draws pages in the processes that read them."""

    def __init__(self, reader: DocumentReader) -> None:
        self._reader = reader
        self._slots = asyncio.Semaphore(MAX_DRAWING)

    async def places(
        self, file: str, content: bytes, text: str, marks: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The pages of a PDF with the boxes of these marks of its text; none for what is no PDF."""
        async with self._slots:
            try:
                sizes = await _on_own_thread(
                    lambda context: self._reader.page_sizes(content, file, context), None
                )
            except DocumentError as error:
                if error.code is not ErrorCode.document_unsupported:
                    raise
                return []
            document = await self._document(file, content, text) if marks else None
        boxes = _boxes(document, marks) if document is not None else {}
        return [
            {
                "number": number,
                "width": size.width,
                "height": size.height,
                "marks": _marks(size, boxes.get(number, {})),
            }
            for number, size in enumerate(sizes, 1)
        ]

    async def _document(self, file: str, content: bytes, text: str) -> Document | None:
        document = await read_async(self._reader, DocumentSource.from_bytes(file, content))
        # Read by another version before: a mark at a wrong place is worse than none.
        return document if document.text == text else None

    async def image(self, file: str, content: bytes, number: int) -> bytes:
        """A page as PNG. Raises RequestProblem if there is none of this number."""
        async with self._slots:
            try:
                image = await _on_own_thread(
                    lambda context: self._reader.render_page(content, file, number, context=context), None
                )
            except CallerError as error:
                if error.code is not ErrorCode.invalid_argument:
                    raise
                raise no_page() from None
        return image.png


def no_page() -> RequestProblem:
    """The file has no such page."""
    return RequestProblem(404, "not_found", "the file has no such page")


def page_number(text: str) -> int:
    """The number of a page in a path. Raises RequestProblem."""
    if not re.fullmatch(rf"[1-9][0-9]{{0,{MAX_DIGITS - 1}}}", text):
        raise no_page()
    return int(text)


def image_tag(digest: str, number: int) -> str:
    """What an image is known by: the same file, drawn by the same version, is the same picture."""
    return f'"{digest}-{number}-{version()}"'


def has_it(request: Request, tag: str) -> bool:
    """Whether the client has it already."""
    held = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return tag in held


def image_answer(png: bytes | None, tag: str) -> Response:
    """The image, or the word that the client has it. It is kept only where it was asked for, and asked for
    again each time: it may be erased, and who may see it may change."""
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    if png is None:
        return Response(status_code=304, headers=headers)
    return Response(png, media_type="image/png", headers=headers)


def _boxes(document: Document, marks: Iterable[dict[str, Any]]) -> dict[int, dict[str, list[Box]]]:
    found: dict[int, dict[str, list[Box]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        for line in document.lines_in(mark["begin"], mark["end"]):
            found[line.page][mark["criterion_id"]].append(line.box)
    return found


def _marks(size: PageSize, boxes: dict[str, list[Box]]) -> list[dict[str, Any]]:
    if not (size.width and size.height):
        return []
    return [
        {"criterion": criterion, "boxes": [_share(box, size) for box in found]}
        for criterion, found in boxes.items()
    ]


def _share(box: Box, size: PageSize) -> list[float]:
    sides = (box.left / size.width, box.top / size.height, box.right / size.width, box.bottom / size.height)
    return [round(min(max(side, 0), 1), DIGITS) for side in sides]
