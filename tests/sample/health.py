"""What the sample add-on says about its own health."""

from cms.connectors.base import Finding

from .models import Case


def open_cases(site):
    if Case.objects.filter(site=site, state="open").exists():
        yield Finding("Cases are open.", serious=False)


def broken(site):
    if Case.objects.filter(site=site, title="breaks the check").exists():
        message = "secret detail"
        raise RuntimeError(message)
    return ()
