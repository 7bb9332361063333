"""What the sample add-on keeps about people: the cases that somebody owns."""

from .models import Case


class PersonalData:
    def export(self, person):
        titles = list(self._cases(person).values_list("title", flat=True))
        if "not json" in titles:
            return {"cases": object()}
        return {"cases": titles} if titles else {}

    def veto(self, person):
        return "A case is being paid." if self._cases(person).filter(state="paying") else ""

    def erase(self, person, *, dry_run):
        cases = self._cases(person)
        count = cases.count()
        if not dry_run:
            cases.delete()
        return {"cases": count}

    def _cases(self, person):
        return Case.objects.filter(site=person.site, owner_id=person.user_id)
