"""What can be wrong with a document of pages: each is named, and the rest is done."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from repair import cli
from repair.errors import InputError
from repair.ocr import read_document, read_source
from repair.ocr.reading import OcrOptions, read_image
from repair.ocr.render import open_pages
from repair.ocr.textlayer import Trust, page_trust
from tools.typeset import FONTS, Paragraph, available, typeset

FONT = next((font for font in FONTS if available(font)), "")
needs_all = pytest.mark.skipif(
    not FONT or shutil.which("tesseract") is None, reason="no free Song font or no tesseract"
)
TEXT = "各镇街道要落实河道管理责任，定期开展巡查，及时清除垃圾，保护好水环境。"


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def image_object(page: Image.Image) -> bytes:
    data = zlib.compress(page.convert("L").tobytes())
    return (
        (
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
            b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n"
            % (page.width, page.height, len(data))
        )
        + data
        + b"\nendstream"
    )


def page_object(image: int, content: int) -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
        b" /Resources << /XObject << /I %d 0 R >> >> >>" % (content, image)
    )


DRAW = b"<< /Length 27 >>\nstream\n595 0 0 842 0 0 cm /I Do  \nendstream"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(pdf([CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"]))
    with pytest.raises(InputError, match=r"empty\.pdf: .*(without pages|not a PDF)"):
        read_source(path)


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    lock = (
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    )
    body = [CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>", lock]
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(body, b"/Encrypt 3 0 R /ID [<00><00>]"))
    with pytest.raises(InputError, match="encrypted PDF: save it without a password"):
        read_source(path)


@needs_all
def test_a_broken_page_among_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = typeset([Paragraph(TEXT)], font=FONT, dpi=100)
    objects = [
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R 9 0 R 4 0 R] /Count 3 >>",
        page_object(6, 5),
        page_object(6, 5),
        DRAW,
        image_object(page),
    ]
    path = tmp_path / "three.pdf"
    path.write_bytes(pdf(objects))
    reading = read_document(path, OcrOptions(dpi=150))
    assert [bool(p.failed) for p in reading.pages] == [False, True, False]
    assert reading.source.text.count("河道管理责任") == 2
    assert cli.run(["fix", str(path), "-o", str(tmp_path / "out"), "--dpi", "150"]) == 3
    assert "page 2" in capsys.readouterr().err
    assert "河道管理责任" in (tmp_path / "out/three.clean.txt").read_text(encoding="utf-8")
    assert (tmp_path / "out/three.hocr").exists()


@needs_all
@pytest.mark.slow
def test_a_photo_has_no_text() -> None:
    photo = Image.radial_gradient("L").resize((900, 900))
    draw = ImageDraw.Draw(photo)
    for i in range(0, 900, 90):
        draw.ellipse((i, 900 - i, i + 160, 1000 - i), fill=i // 5)
    page = read_image(photo)
    assert sum(len(line.glyphs) for line in page.lines) < 30


@needs_all
def test_other_files_are_done_and_our_own_outputs_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    typeset([Paragraph(TEXT)], font=FONT, dpi=150).save(folder / "a.png")
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    out = tmp_path / "out"
    assert cli.run(["ocr", str(folder), "-o", str(out)]) == 3
    assert "b.png" in capsys.readouterr().err
    assert "河道管理责任" in (out / "a.ocr.txt").read_text(encoding="utf-8")
    assert sorted(p.name for p in out.iterdir()) == ["a.hocr", "a.ocr.txt"]
    assert cli.run(["fix", str(out / "a.hocr"), "-o", str(tmp_path / "again")]) == 0
    again = (tmp_path / "again/a.clean.txt").read_text(encoding="utf-8")
    assert again == (out / "a.ocr.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "trust"),
    [
        ("", Trust.NONE),
        ("3", Trust.NONE),
        (TEXT * 3, Trust.SOUND),
        ("".join(chr(ord(c) + 7) if "一" <= c <= "鿿" else c for c in TEXT * 3), Trust.GARBAGE),
        ("\ue000\ue001\ue002 " * 20, Trust.GARBAGE),
        ("ÃÅÌØ´ó½Ö" * 12, Trust.GARBAGE),
        ("½´°¸¨±§" * 12, Trust.GARBAGE),
        ("2017 3,489.12 45.6% " * 5, Trust.SOUND),
    ],
)
def test_what_a_text_layer_is_worth(text: str, trust: Trust) -> None:
    assert page_trust(text) is trust


def test_a_page_larger_than_a_wall_is_drawn_smaller(tmp_path: Path) -> None:
    """A PDF page of 5 by 5 metres would be 3,500 million pixels at 300 dpi."""
    huge = page_object(5, 4).replace(b"595 842", b"14400 14400")
    path = tmp_path / "huge.pdf"
    blank = image_object(Image.new("L", (8, 8), 255))
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    path.write_bytes(pdf([CATALOGUE, pages, huge, DRAW, blank]))
    source = open_pages(path)
    image = source.image(0)
    source.close()
    assert image.width * image.height <= 40_100_000


@needs_all
def test_a_torn_page_of_a_tiff_is_named(tmp_path: Path) -> None:
    page = typeset([Paragraph(TEXT)], font=FONT, dpi=100)
    path = tmp_path / "two.tif"
    page.save(path, save_all=True, append_images=[page], compression="tiff_deflate")
    data = bytearray(path.read_bytes())
    second = data.rindex(b"\x78", 0, len(data) - 400)  # inside the second page's own data
    data[second : second + 200] = bytes(200)
    path.write_bytes(bytes(data))
    reading = read_document(path, OcrOptions(jobs=1))
    assert [bool(p.failed) for p in reading.pages] == [False, True]
    assert "damaged image" in reading.pages[1].failed
    assert "河道管理责任" in reading.source.text


@pytest.mark.parametrize("name", ["a.png", "a.PDF", "a.tif"])
def test_an_empty_file_is_no_empty_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.touch()
    with pytest.raises(InputError, match="an empty file: copy or scan it again"):
        read_source(path)


@needs_all
def test_what_is_said_names_file_and_page_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "two.pdf", tmp_path / "out"
    kids = b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>"
    blank = Image.new("L", (595, 842), 255)
    path.write_bytes(pdf([CATALOGUE, kids, page_object(5, 4), DRAW, image_object(blank)]))
    assert cli.run(["fix", str(path), "-o", str(out)]) == 3
    said = capsys.readouterr().err.splitlines()
    assert f"gazette-repair: {path}: page 2: can't be drawn (Failed to load page)" in said
    assert f"gazette-repair: {path}: page 1: no text was found on it" in said
    # A page is missing: nobody should take that text for whole.
    assert '"verdict": "look"' in (out / "two.fixes.jsonl").read_text(encoding="utf-8")


def test_a_pdf_without_a_page_does_not_speak_of_success(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    path.write_bytes(pdf([CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"]))
    with pytest.raises(InputError) as caught:
        read_source(path)
    assert "Success" not in str(caught.value)
