"""Form field and input of rich text: django-prose-editor where JavaScript runs, a plain textarea where it does not."""

import json
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext

from coopportal.fields import normalise_text
from coopportal.richtext import to_html


class RichTextInput(forms.Textarea):
    """A textarea that ``static/js/rich-text.js`` turns into an editor of paragraphs, lists and links."""

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "django_prose_editor/editor.css",
                "django_prose_editor/overrides.css",
                "css/editor.css",
            ]
        }
        js = [Script("js/rich-text.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the words of the editor's buttons, which have no Thai of their own."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-rich-text"] = json.dumps(
            {
                "field": str(self.attrs.get("aria-label", name)),
                "bulletList": gettext("Bulleted list"),
                "orderedList": gettext("Numbered list"),
                "link": gettext("Link (select the words first)"),
                "unlink": gettext("Remove the link"),
                "history:undo": gettext("Undo"),
                "history:redo": gettext("Redo"),
                "address": gettext("Address of the link"),
                "save": gettext("Insert the link"),
            },
            ensure_ascii=False,
        )
        return context


class RichTextField(forms.CharField):
    """Rich text as clean HTML (``coopportal.richtext``), whether the editor or the bare textarea sent it."""

    widget = RichTextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Name the input, since the editor that takes its place has no label of its own."""
        return {**super().widget_attrs(widget), "aria-label": self.label}

    def to_python(self, value: Any) -> str:
        """Return clean HTML, or ``""``."""
        return to_html(normalise_text(super().to_python(value) or ""))
