"""The public read API: GET and HEAD only, no sign-in, no participant's name.

``routes`` read selectors and answer in ``schemas``; ``errors`` says what went wrong; ``answers`` holds what is true of
every answer; ``document`` is the OpenAPI document, and ``pages`` the page for people that is made from it.
"""
