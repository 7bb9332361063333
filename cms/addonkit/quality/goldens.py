"""The stored form of a block, written down in a file a version.

    {"children": {"heading": "CharBlock", "items": [{"url": "URLBlock"}]}, "value": {…}}

`makemigrations` does not see a changed block. So whoever adds, drops, renames or retypes a child
raises `schema_version` and writes the next file; the older ones stay, and their values must still
load.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wagtail import blocks


def shape(block: Any) -> Any:
    """The children of a block, by name and kind: an object, a list of one, or the kind's name."""
    if isinstance(block, blocks.StreamBlock):
        return {"stream": {name: shape(child) for name, child in block.child_blocks.items()}}
    if isinstance(block, blocks.StructBlock):
        return {name: shape(child) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [shape(block.child_block)]
    return type(block).__name__


def differences(block: Any, folder: Path) -> Iterator[str]:
    """What a block's files do not say as the code has it."""
    version = block.schema_version
    for number in range(1, version + 1):
        path = folder / f"{block.block_name}-{number}.json"
        if not path.exists():
            yield f"there is no {path.name}; it would be {json.dumps({'children': shape(block)})}"
            continue
        golden = json.loads(path.read_text(encoding="utf-8"))
        loaded = block.to_python(golden["value"])
        if number == version:
            if golden["children"] != shape(block):
                yield (
                    f"the children of {block.block_name} have changed: raise schema_version to "
                    f"{version + 1} and write {block.block_name}-{version + 1}.json"
                )
            elif block.get_prep_value(loaded) != golden["value"]:
                yield f"the value of {path.name} does not come back as it was"
