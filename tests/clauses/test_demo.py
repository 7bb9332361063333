"""The demo's notice is published once."""

from cms.clauses import demo, services
from cms.clauses.models import Clause


def test_second_run_changes_nothing(site, other_site):
    demo.build(site, None)
    demo.build(other_site, None)
    before = list(Clause.objects.values_list("pk", "published_at"))

    demo.build(site, None)

    assert list(Clause.objects.values_list("pk", "published_at")) == before
    for language in demo.NOTICES:
        assert services.current(site, demo.KEY, language).language == language
