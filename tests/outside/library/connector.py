from tests.outside.source import JsonSimulator, JsonSource


class Library(JsonSource):
    name, title = "library.loans", "Library"


simulator = JsonSimulator("library", [("Pan Tadeusz", "0.80")])
