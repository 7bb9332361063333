"""Encryption at rest and keyed hashes."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.addonkit.vault import SealBroken, decrypt, encrypt, keyed_hash

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()


@given(st.binary(), st.text(max_size=40))
def test_what_was_encrypted_comes_back_in_the_same_context(plaintext, context):
    assert decrypt(encrypt(plaintext, context=context), context=context) == plaintext


def test_a_value_moved_to_another_context_does_not_decrypt():
    token = encrypt(b"44051401359", context="resident 1")

    with pytest.raises(SealBroken):
        decrypt(token, context="resident 2")


@given(st.data())
def test_a_changed_token_does_not_decrypt(data):
    token = encrypt(b"390,00", context="c")
    key_id, _, body = token.partition(".")
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    forged = f"{key_id}.{base64.urlsafe_b64encode(bytes(raw)).decode()}"

    with pytest.raises(SealBroken):
        decrypt(forged, context="c")


def test_equal_texts_have_different_ciphertexts():
    assert encrypt(b"same", context="c") != encrypt(b"same", context="c")


def test_an_old_key_still_decrypts_after_a_new_one_encrypts(settings):
    settings.RATUSZ_VAULT_KEYS = [OLD]
    token = encrypt(b"kept", context="c")

    settings.RATUSZ_VAULT_KEYS = [NEW, OLD]

    assert decrypt(token, context="c") == b"kept"
    assert encrypt(b"kept", context="c").startswith("new.")


def test_a_value_whose_key_is_gone_says_so(settings):
    settings.RATUSZ_VAULT_KEYS = [OLD]
    token = encrypt(b"lost", context="c")
    settings.RATUSZ_VAULT_KEYS = [NEW]

    with pytest.raises(SealBroken):
        decrypt(token, context="c")


def test_hashes_of_two_purposes_cannot_be_joined():
    assert keyed_hash("44051401359", purpose="a") != keyed_hash("44051401359", purpose="b")
    assert keyed_hash("44051401359", purpose="a") == keyed_hash("44051401359", purpose="a")
