#!/usr/bin/env python
"""The command line of a Ratusz installation."""

import os
import sys


def main() -> None:
    """Run a management command; the demo's settings unless the environment names others."""
    if sys.argv[1:3] == ["addons", "doctor"]:
        # Before Django starts: an add-on that stops the start is what the doctor must find.
        from cms.addonkit.doctor import main as examine  # noqa: PLC0415

        sys.exit(examine())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
