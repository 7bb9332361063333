"""The officials' daily summary: what needs somebody at a municipality this morning.

It asks the platform's own parts and every running app that names functions in its manifest:

    digest = ("digest.waiting",)

    def waiting(site):
        count = Report.objects.filter(site=site, state="new").count()
        if count:
            text = ngettext("%d new report waits.", "%d new reports wait.", count) % count
            yield text, count, reverse("faults:index")

It is asked once for each language, with that language active. It looks into the database, calls
nothing outside, and has ten seconds. A line never says anything about anybody.
"""
