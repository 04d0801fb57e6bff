#!/usr/bin/env python
"""Django's command line for coopportal."""

import os
import sys


def main() -> None:
    """Run one management command with the portal's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopportal.settings")
    from django.core.management import execute_from_command_line  # Django is imported once the settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
