"""The demo's office is made once."""

from cms.directory import demo, services
from cms.directory.models import OfficeHours, Officer, Unit


def test_second_run_changes_nothing(site, other_site, django_assert_max_num_queries):
    demo.build(site, None)
    demo.build(other_site, None)

    with django_assert_max_num_queries(1):
        demo.build(site, None)

    assert Unit.objects.filter(site=site).count() == len(demo.UNITS)
    assert services.officer_for(site, "bwojtowicz").officer.unit.name == demo.UNITS[0][0]


def test_rows_of_the_demo_are_valid(site):
    demo.build(site, None)

    for row in (*Unit.objects.all(), *Officer.objects.all(), *OfficeHours.objects.all()):
        before = vars(row).copy()
        row.full_clean()
        assert {key: before[key] for key in demo.HOURS if key in before} == {
            key: getattr(row, key) for key in demo.HOURS if key in before
        }
