"""Files at rest: any part can be read, and nothing can be changed unnoticed."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.addonkit.vault import SealBroken
from cms.files.sealing import CHUNK, HEADER, SealedFile, new_key, seal, sealed_size

KEY = b"k" * 32
BOUNDARIES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


def sealed(content, *, key=KEY, context="here", piece=10_000):
    pieces = [content[at : at + piece] for at in range(0, len(content), piece)]
    return b"".join(seal(pieces, key=key, context=context))


def opened(blob, size, *, key=KEY, context="here", part=(0, None)):
    file = SealedFile(io.BytesIO(blob), key=key, context=context, size=size)
    return b"".join(file.read(*part))


def some(size):
    return bytes(number % 251 for number in range(size))


@pytest.mark.parametrize("size", BOUNDARIES)
def test_content_comes_back_at_every_boundary(size):
    blob = sealed(some(size))

    assert opened(blob, size) == some(size)
    assert len(blob) == sealed_size(size)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3 * CHUNK), st.integers(0, 3 * CHUNK), st.integers(1, 3 * CHUNK))
def test_any_part_is_the_same_as_of_the_plain_text(start, length, piece):
    content = some(2 * CHUNK + 99)

    part = opened(sealed(content, piece=piece), len(content), part=(start, start + length))

    assert part == content[start : start + length]


def test_plain_text_is_nowhere_in_the_sealed_file():
    assert b"44051401359" not in sealed(b"PESEL 44051401359 " * 10_000)


@pytest.mark.parametrize(
    "change",
    [
        lambda blob: blob[:-1],
        lambda blob: blob[:200] + bytes([blob[200] ^ 1]) + blob[201:],
        lambda blob: blob[: len(HEADER) + CHUNK + 16],  # the last chunk is gone
        lambda blob: HEADER + blob[len(HEADER) + CHUNK + 16 :],  # the first one is
        lambda blob: blob[: len(HEADER)] + blob[len(HEADER) + CHUNK + 16 :][::-1],
        lambda blob: b"X" + blob[1:],
        lambda blob: b"",
    ],
    ids=["cut", "flipped", "last gone", "first gone", "swapped", "header", "empty"],
)
def test_changed_file_does_not_open(change):
    content = some(2 * CHUNK)

    with pytest.raises(SealBroken):
        opened(change(sealed(content)), len(content))


def test_swapped_chunks_do_not_open():
    content = some(3 * CHUNK)
    blob, step = sealed(content), CHUNK + 16
    first, second = len(HEADER), len(HEADER) + step
    swapped = (
        blob[:first] + blob[second : second + step] + blob[first:second] + blob[second + step :]
    )

    with pytest.raises(SealBroken):
        opened(swapped, len(content))


def test_size_that_is_not_the_files_does_not_open():
    with pytest.raises(SealBroken):
        opened(sealed(some(2 * CHUNK)), CHUNK)


@pytest.mark.parametrize("wrong", [{"key": b"x" * 32}, {"context": "there"}])
def test_file_opens_only_with_its_key_at_its_place(wrong):
    with pytest.raises(SealBroken):
        opened(sealed(b"tajne"), 5, **wrong)


def test_keys_differ():
    assert len({new_key() for _ in range(50)}) == 50
