"""One page for every step of a report or a count: it says what will happen, asks for words where needed, and does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from coopportal.fields import ThaiTextFormMixin
from programmes.models import User


@dataclass(frozen=True)
class Step:
    """A step that somebody with ``permission`` may take: ``take(subject, by, words)`` does it.

    With ``words`` (the label of a text) the page asks for them first. ``danger`` colours the button.
    """

    title: Any
    permission: str
    intro: Any
    take: Callable[[Any, User, str], Any]
    words: Any = ""
    danger: bool = False


class WordsForm(ThaiTextFormMixin, forms.Form):
    """Words that go with a step, and what the user was looking at."""

    words = forms.CharField(widget=forms.Textarea({"rows": 4, "cols": 60}), max_length=2000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        if not label:
            del self.fields["words"]


def step_page(
    admin: Any,
    request: HttpRequest,
    step: Step | None,
    subject: Any,
    *,
    trail: list[tuple[Any, str]],
    back: str,
    seen: str = "",
) -> HttpResponse:
    """Show the page of a step, or take it and go ``back``.

    ``seen`` marks the state of what is decided on: if it is another when the decision comes in, nothing happens.
    """
    if step is None:
        raise Http404
    if not request.user.has_perm(step.permission):
        raise PermissionDenied
    form = WordsForm(request.POST if request.method == "POST" else None, label=step.words, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["seen"] != seen:
                raise ValidationError(_("It has changed since you opened this page. Look at it again, then decide."))
            step.take(subject, request.user, form.cleaned_data.get("words", ""))  # type: ignore[arg-type]
        except ValidationError as error:
            if not step.words:
                admin.message_user(request, " ".join(error.messages), messages.ERROR)
                return redirect(back)
            form.add_error("words", error)
        else:
            admin.message_user(request, _("Done: %(step)s.") % {"step": step.title}, messages.SUCCESS)
            return redirect(back)
    context = {
        **admin.admin_site.each_context(request),
        "title": step.title,
        "intro": step.intro,
        "trail": trail,
        "form": form,
        "button": step.title,
        "danger": step.danger,
        "back": back,
    }
    return TemplateResponse(request, "admin/step.html", context)
