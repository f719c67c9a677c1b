"""A duty of a signed agreement in one period."""

from dataclasses import dataclass

from agreements.forms.duties import FulfilmentForm
from agreements.forms.reasons import WhyForm
from agreements.models import Fulfilment
from agreements.monitoring.duties.ledger import Due


@dataclass(frozen=True)
class DutyPage:
    """What the law asks and what was done, with the forms for who may record it or release from
    it.
    """

    due: Due
    done: Fulfilment | None
    form: FulfilmentForm | None
    waiver: WhyForm | None
