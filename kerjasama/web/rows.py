"""One more empty row of a table of rows for browsers without script: the page comes back as it was
typed, nothing is saved.
"""

from django.forms import BaseForm, BaseFormSet
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from kerjasama.parameters import primary_key_in

ASKED = "baris"


def is_asked(request: HttpRequest) -> bool:
    """Whether the press was for one more row, not for saving."""
    return request.method == "POST" and ASKED in request.POST


def posted_with_new_row(request: HttpRequest) -> QueryDict | None:
    """What was sent, with one more row of the table that the pressed button names; None where
    nothing was sent.
    """
    if request.method != "POST":
        return None
    if not is_asked(request):
        return request.POST
    data = request.POST.copy()
    total = f"{data[ASKED]}-TOTAL_FORMS"
    counted = request.POST.get(total, "")
    if counted.isdecimal():
        data[total] = str((primary_key_in(counted) or 0) + 1)
    return data


def show_without_faults(*forms: BaseForm | BaseFormSet) -> None:
    """Show these as they were typed, without faults: whoever asks for a row has not finished."""
    # What is judged already is not judged again: Django keeps the outcome in these.
    for form in forms:
        if isinstance(form, BaseFormSet):
            vars(form).update(
                _errors=[ErrorDict() for _ in form.forms], _non_form_errors=form.error_class()
            )
            show_without_faults(*form.forms)
        else:
            vars(form).update(_errors=ErrorDict())
