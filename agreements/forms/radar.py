"""After how many months a cooperation shows that it sleeps."""

from django import forms

from agreements.models.radar import MOST_MONTHS
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import WholeField


class MonthsForm(EarlierValuesMixin, forms.Form):
    """After how many months one sign shows."""

    months = WholeField(label="Bulan", min_value=1, max_value=MOST_MONTHS)
