"""What an address may say in the place of an argument."""

from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """The number of a row, `<number:event_id>`, as links write it: each page has one address, and `012` leads nowhere."""

    regex = "0|[1-9][0-9]*"
