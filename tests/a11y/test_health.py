"""Reports ▸ Health in a browser: without faults in every state, and usable without JavaScript."""

import pytest

from tests.a11y.axe import faults

ADMIN = "admin@example.org"
WIDTHS = {320: 640, 1280: 900}
CHECK_NOW = "Sprawdź teraz"
DUES = "form:has(input[value='dues.ledger'])"


@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_without_faults_when_all_is_well_and_when_it_is_not(portal, open_as, width):
    page = open_as(ADMIN, viewport={"width": width, "height": WIDTHS[width]})
    found = {}
    for mode, words in (("ok", "Działa"), ("error_500", "Odpowiada z błędami")):
        portal.misbehave(mode)
        page.goto("/admin/health/")
        with page.expect_navigation():
            page.locator(DUES).get_by_role("button", name=CHECK_NOW).click()
        assert words in page.locator("main").inner_text()
        page.goto("/admin/health/")  # without Wagtail's message, which fades in
        if sentences := faults(page):
            found[mode] = sentences

    assert found == {}


def test_check_now_needs_no_javascript_and_residents_read_the_result(portal, open_as):
    page = open_as(ADMIN, java_script_enabled=False)
    portal.misbehave("silent")
    page.goto("/admin/health/")
    with page.expect_navigation():
        page.locator(DUES).get_by_role("button", name=CHECK_NOW).click()
    assert "Brak połączenia" in page.locator("main").inner_text()

    public = open_as(None, viewport={"width": 320, "height": 640})
    public.goto("/pomoc/stan-uslug/")

    assert "Nie odpowiada" in public.locator("main").inner_text()
    assert faults(public) == []
