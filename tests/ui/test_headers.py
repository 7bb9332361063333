"""Headers of every answer: caches, languages, permissions."""

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from cms.ui.headers import ResponseHeadersMiddleware


def answer(path="/", cookies=None, **headers):
    """What the middleware makes of an answer with these headers."""

    def view(_request):
        response = HttpResponse()
        for name, value in headers.items():
            response.headers[name.replace("_", "-")] = value
        return response

    request = RequestFactory().get(path)
    request.COOKIES.update(cookies or {})
    return ResponseHeadersMiddleware(view)(request)


def test_answer_is_private_unless_the_view_said_otherwise():
    assert answer().headers["Cache-Control"] == "private, no-store"


def test_public_answer_stays_public():
    assert (
        answer(Cache_Control="public, max-age=60").headers["Cache-Control"] == "public, max-age=60"
    )


def test_person_with_a_session_gets_a_private_answer():
    cookies = {settings.SESSION_COOKIE_NAME: "x"}

    assert (
        answer("/", cookies, Cache_Control="public").headers["Cache-Control"] == "private, no-store"
    )


def test_person_with_a_picked_look_gets_a_private_answer():
    found = answer("/", {"ratusz_display": "dark"}, Cache_Control="public")

    assert found.headers["Cache-Control"] == "private, no-store"


def test_person_with_a_message_gets_a_private_answer():
    found = answer("/", {"messages": "x"}, Cache_Control="public")

    assert found.headers["Cache-Control"] == "private, no-store"


def test_answer_that_sets_a_cookie_is_private():
    def view(_request):
        response = HttpResponse(headers={"Cache-Control": "public"})
        response.set_cookie("csrftoken", "x")
        return response

    found = ResponseHeadersMiddleware(view)(RequestFactory().get("/"))

    assert found.headers["Cache-Control"] == "private, no-store"


def test_static_file_keeps_its_headers():
    path = f"{settings.STATIC_URL}ui/ui.css"
    cookies = {settings.SESSION_COOKIE_NAME: "x"}

    found = answer(path, cookies, Cache_Control="public, immutable", Vary="Accept-Encoding")

    assert found.headers["Cache-Control"] == "public, immutable"


def test_unprefixed_address_does_not_vary_by_language():
    assert "Vary" not in answer("/pomoc/", Vary="Accept-Language").headers
    assert answer("/", Vary="Accept-Language, Cookie").headers["Vary"] == "Cookie"


def test_prefixed_address_keeps_its_vary():
    assert answer("/en/help/", Vary="Accept-Language").headers["Vary"] == "Accept-Language"


def test_browser_features_nobody_needs_are_off():
    policy = answer().headers["Permissions-Policy"]

    assert "camera=()" in policy
    assert "geolocation=(self)" in policy


def test_view_may_set_its_own_permissions():
    found = answer(Permissions_Policy="camera=(self)")

    assert found.headers["Permissions-Policy"] == "camera=(self)"


def test_middleware_stands_below_the_one_of_static_files():
    stack = settings.MIDDLEWARE

    assert stack.index("whitenoise.middleware.WhiteNoiseMiddleware") < stack.index(
        "cms.ui.headers.ResponseHeadersMiddleware"
    )
    assert stack.index("cms.ui.headers.ResponseHeadersMiddleware") < stack.index(
        "django.middleware.locale.LocaleMiddleware"
    )
