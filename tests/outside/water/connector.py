from tests.outside.source import JsonSimulator, JsonSource


class Water(JsonSource):
    name, title = "water.meter", "Water meters"


simulator = JsonSimulator("water", [("Odczyt wodomierza", "17.50")])
