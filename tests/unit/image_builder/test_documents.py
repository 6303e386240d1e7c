"""The pages of operators are found beside them, and are never too large to travel."""

from services.image_builder.documents import MAX_DOCUMENT, MAX_DOCUMENTS, documents_of


def test_a_page_stands_beside_its_operator_and_the_first_name_wins() -> None:
    files = {"operators/A/README.md": b"one", "operators/A/readme.md": b"two", "operators/B/notes.md": b"no"}
    assert documents_of(files, {"A": "operators/A", "B": "operators/B"}) == {"A": "one"}


def test_a_long_page_is_cut_and_says_so() -> None:
    [text] = documents_of({"README.md": b"x" * (MAX_DOCUMENT + 1)}, {}).values()
    assert text.startswith("x" * MAX_DOCUMENT)
    assert text.rstrip().endswith("the page is too long.*")


def test_all_pages_together_have_a_limit() -> None:
    folders = {f"O{number:03}": f"operators/O{number:03}" for number in range(40)}
    files = {f"{folder}/README.md": b"x" * MAX_DOCUMENT for folder in folders.values()}
    assert sum(map(len, documents_of(files, folders).values())) <= MAX_DOCUMENTS


def test_what_is_no_text_does_no_harm() -> None:
    assert documents_of({"README.md": b"a\x00b\xff"}, {}) == {"": "ab\ufffd"}
