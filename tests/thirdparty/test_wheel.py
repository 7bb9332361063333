"""The life of a third-party add-on: installed, placed, uninstalled, installed again."""

import zipfile

from tests.thirdparty.steps import CALENDAR

PAGE, STREET = "/odbior/", "/odbior/ulica/lipowa/"


def test_wheel_announces_the_addon_by_its_entry_point(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry,) = [name for name in names if name.endswith("entry_points.txt")]
        said = archive.read(entry).decode()

    assert "[ratusz.addons]" in said
    assert "waste = gmina_waste.apps:WasteConfig" in said
    assert any(name.endswith("templates/waste/calendar.html") for name in names)


def test_content_of_an_addon_survives_its_uninstallation(world):
    placed, (page, street) = world.run(["place"], ["get", PAGE, STREET])
    assert (page[0], street[0]) == (200, 200)
    assert "wtorek" in page[1]
    assert "Collected on: wtorek" in street[1]

    without, (page, street) = world.run(
        ["edit", "Nowy tytuł"], ["get", PAGE, STREET], with_wheel=False
    )
    assert without["title"] == "Nowy tytuł"
    assert without["stored"] == without["revision"] == placed["stored"] == [CALENDAR]
    assert (page[0], street[0]) == (200, 404)
    assert "wtorek" not in page[1]

    back, (page, street) = world.run(["edit", "Jeszcze nowszy"], ["get", PAGE, STREET])
    assert back["stored"] == back["revision"] == [CALENDAR]
    assert (page[0], street[0]) == (200, 200)
    assert "wtorek" in page[1]
