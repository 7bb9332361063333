"""Addresses of accounts. Names are allauth's, so that its views find each other.

The pages for changing e-mail addresses come with the profile.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp

from .routes import account_path as at
from .views import SignedOutView, SignOutView

urlpatterns = [
    # Signing in and out
    at({"pl": "zaloguj/", "en": "sign-in/", "uk": "uviity/"}, account.login, "account_login"),
    at(
        {"pl": "wyloguj/", "en": "sign-out/", "uk": "vyity/"},
        SignOutView.as_view(),
        "account_logout",
    ),
    at(
        {"pl": "wylogowano/", "en": "signed-out/", "uk": "vy-vyishly/"},
        SignedOutView.as_view(),
        "account_signed_out",
    ),
    at(
        {"pl": "rejestracja/", "en": "registration/", "uk": "reiestratsiia/"},
        account.signup,
        "account_signup",
    ),
    # Password
    at(
        {"pl": "haslo/", "en": "password/", "uk": "parol/"},
        account.password_reset,
        "account_reset_password",
    ),
    at(
        {"pl": "haslo/wyslano/", "en": "password/sent/", "uk": "parol/nadislano/"},
        account.password_reset_done,
        "account_reset_password_done",
    ),
    at(
        {
            "pl": "haslo/nowe/<uid:uidb36>-<slug:key>/",
            "en": "password/new/<uid:uidb36>-<slug:key>/",
            "uk": "parol/novyi/<uid:uidb36>-<slug:key>/",
        },
        account.password_reset_from_key,
        "account_reset_password_from_key",
    ),
    at(
        {"pl": "haslo/zmienione/", "en": "password/changed/", "uk": "parol/zmineno/"},
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    at(
        {"pl": "haslo/zmien/", "en": "password/change/", "uk": "parol/zminyty/"},
        account.password_change,
        "account_change_password",
    ),
    at(
        {"pl": "potwierdz-haslo/", "en": "confirm-password/", "uk": "pidtverdyty-parol/"},
        account.reauthenticate,
        "account_reauthenticate",
    ),
    # E-mail address
    at(
        {"pl": "potwierdz-adres/", "en": "confirm-address/", "uk": "pidtverdyty-adresu/"},
        account.email_verification_sent,
        "account_email_verification_sent",
    ),
    at(
        {
            "pl": "potwierdz-adres/<str:key>/",
            "en": "confirm-address/<str:key>/",
            "uk": "pidtverdyty-adresu/<str:key>/",
        },
        account.confirm_email,
        "account_confirm_email",
    ),
    # Second factor
    at({"pl": "bezpieczenstwo/", "en": "security/", "uk": "bezpeka/"}, mfa.index, "mfa_index"),
    at({"pl": "kod/", "en": "code/", "uk": "kod/"}, mfa.authenticate, "mfa_authenticate"),
    at(
        {"pl": "potwierdz-kod/", "en": "confirm-code/", "uk": "pidtverdyty-kod/"},
        mfa.reauthenticate,
        "mfa_reauthenticate",
    ),
    at(
        {"pl": "aplikacja/wlacz/", "en": "app/set-up/", "uk": "zastosunok/uvimknuty/"},
        totp.activate_totp,
        "mfa_activate_totp",
    ),
    at(
        {"pl": "aplikacja/wylacz/", "en": "app/remove/", "uk": "zastosunok/vymknuty/"},
        totp.deactivate_totp,
        "mfa_deactivate_totp",
    ),
    at(
        {"pl": "kody-zapasowe/", "en": "spare-codes/", "uk": "zapasni-kody/"},
        codes.view_recovery_codes,
        "mfa_view_recovery_codes",
    ),
    at(
        {"pl": "kody-zapasowe/nowe/", "en": "spare-codes/new/", "uk": "zapasni-kody/novi/"},
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    at(
        {
            "pl": "kody-zapasowe/pobierz/",
            "en": "spare-codes/download/",
            "uk": "zapasni-kody/zavantazhyty/",
        },
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
]
