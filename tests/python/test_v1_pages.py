"""Pages of resumes as images, and the places of the quotes on them."""

from __future__ import annotations

import struct

import httpx
import pytest

from atschecker import DocumentReader, ErrorCode, PageImageOptions
from atschecker._errors import CallerError, DocumentError
from documents import docx, pdf
from service_support import service
from test_v1_rankings import ranked, rows

RESUME = pdf("Jane Roe", "Senior engineer", "Wrote C++ for a long time")
BLIND = '{"blind": true}'


def pages_url(client: httpx.Client, content: bytes, file: str = "cv.pdf", **fields: str) -> str:
    """Rank this file; the URL of its pages."""
    ranking = ranked(client, [(file, content)], **fields)
    (row,) = rows(client, ranking)
    return f"/v1/rankings/{ranking}/rows/{row['id']}/pages"


def png_size(image: bytes) -> tuple[int, ...]:
    """Width and height, as the file says."""
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", image[16:24])


def test_a_page_is_drawn_as_png() -> None:
    reader = DocumentReader()
    image = reader.render_page(RESUME, "cv.pdf", 1, PageImageOptions(longer_side=792))
    assert png_size(image.png) == (image.width, image.height) == (612, 792)
    assert (image.size.width, image.size.height) == (612, 792)
    assert repr(image) == "<PageImage 612 x 792>"
    assert [(page.width, page.height) for page in reader.page_sizes(RESUME, "cv.pdf")] == [(612, 792)]
    assert reader.render_page(RESUME, "cv.pdf", 1).height == 1600


def test_what_is_no_page_is_not_drawn() -> None:
    reader = DocumentReader()
    with pytest.raises(DocumentError) as no_pdf:
        reader.render_page(docx("Jane Roe"), "cv.docx", 1)
    assert no_pdf.value.code is ErrorCode.document_unsupported
    with pytest.raises(CallerError, match="there is no page 2: the PDF has 1"):
        reader.render_page(RESUME, "cv.pdf", 2)


def test_a_quote_has_a_box_for_each_of_its_lines() -> None:
    document = DocumentReader().read(RESUME, "cv.pdf")
    begin = document.text.index("engineer")
    lines = document.lines_in(begin, document.text.index("C++"))
    assert [document.text[line.begin : line.end] for line in lines] == ["engineer", "Wrote"]


def test_pages_are_listed_with_the_boxes_of_the_quotes() -> None:
    with service() as client:
        url = pages_url(client, RESUME)
        (page,) = client.get(url).json()["pages"]
        row = client.get(url.removesuffix("/pages")).json()
    assert (page["number"], page["width"], page["height"]) == (1, 612, 792)
    assert page["image"] == f"{url}/1"
    quoted = [score["criterion_id"] for score in row["scores"] if score["quote"]]
    assert [mark["criterion"] for mark in page["marks"]] == quoted == ["c1"]
    ((left, top, right, bottom),) = page["marks"][0]["boxes"]
    # The third line begins 72 points from the left; its base line is 104 points from the top.
    assert left == pytest.approx(72 / 612, abs=0.001)
    assert 90 / 792 < top < 96 / 792
    assert 104 / 792 < bottom < 110 / 792
    assert 0.2 < right < 0.5


def test_an_image_of_a_page_is_private_and_not_sent_twice() -> None:
    with service() as client:
        url = pages_url(client, RESUME)
        image = client.get(f"{url}/1")
        again = client.get(f"{url}/1", headers={"If-None-Match": image.headers["etag"]})
        original = client.get(url.removesuffix("/pages") + "/file")
        stale = client.get(f"{url}/1", headers={"If-None-Match": '"another"'})
        beyond = [client.get(f"{url}/{page}") for page in ("2", "0", "-1", "one", "1" * 30)]
    assert image.headers["content-type"] == "image/png"
    assert png_size(image.content) == (1236, 1600)
    assert image.headers["cache-control"] == "private, no-cache"
    assert image.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert original.headers["content-security-policy"] == "sandbox"
    assert image.headers["x-content-type-options"] == "nosniff"
    assert (again.status_code, again.content) == (304, b"")
    assert stale.status_code == 200
    assert {(response.status_code, response.json()["code"]) for response in beyond} == {(404, "not_found")}


def test_a_blind_ranking_shows_no_page_before_a_decision() -> None:
    with service() as client:
        url = pages_url(client, RESUME, options=BLIND)
        image = client.get(f"{url}/1")
        refused = [client.get(url), image, client.get(f"{url}/1", headers={"If-None-Match": "*"})]
        client.patch(url.removesuffix("/pages"), json={"stage": "maybe"})
        shown = [client.get(url), client.get(f"{url}/1")]
    assert {(each.status_code, each.json()["code"]) for each in refused} == {(403, "blind")}
    assert [each.status_code for each in shown] == [200, 200]


def test_what_is_no_pdf_has_no_pages() -> None:
    with service() as client:
        url = pages_url(client, b"Jane Roe\nWrote C++ for a long time", "cv.txt")
        listed, image = client.get(url), client.get(f"{url}/1")
    assert listed.json() == {"pages": []}
    assert (image.status_code, image.json()["code"]) == (422, "document_unsupported")


def test_a_scan_that_could_not_be_scored_is_shown_all_the_same() -> None:
    with service() as client:
        url = pages_url(client, pdf())
        (page,) = client.get(url).json()["pages"]
        image = client.get(page["image"])
        broken = client.get(pages_url(client, b"%PDF-1.4\nbroken", "broken.pdf"))
    assert (page["width"], page["marks"]) == (612, [])
    assert png_size(image.content) == (1236, 1600)
    assert (broken.status_code, broken.json()["code"]) == (422, "document_damaged")


def test_images_below_a_path_of_a_proxy_are_found() -> None:
    with service() as client:
        url = pages_url(client, RESUME)
        client.headers["X-Forwarded-Prefix"] = "/ats"
        (page,) = client.get(url).json()["pages"]
    assert page["image"] in (f"{url}/1", f"/ats{url}/1")
