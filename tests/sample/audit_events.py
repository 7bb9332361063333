from cms.audit.events import Category, Event, declare

CLOSED = declare(Event("sample.closed", "Sample case closed", Category.CASE))
THING = declare(
    Event("sample.thing", "Something happened", Category.CASE, keys=("note", "count", "flag"))
)
SECRET = declare(Event("sample.secret", "Nobody is told", Category.CASE, shown=False))
