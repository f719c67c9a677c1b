"""Who pays whom in a case of several partners; said in its preparation."""

from agreements.models import Agreement, Payment
from agreements.models.payment import payments_of
from agreements.models.worth import Form
from agreements.workflow.engine import edit_content
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

TWO = 2
NO_PAYMENT = "Usulan menyebut tidak ada pembayaran. Ubah dahulu isian bentuk nilainya."


def tells_payments(case: Agreement) -> bool:
    """Whether it is said party by party; of two parties the proposal says it."""
    return case.number_of_parties > TWO and not case.is_legacy and not case.track.changes


def may_tell_payments(user: User, case: Agreement) -> bool:
    """Whether this person may say now who pays whom."""
    is_open = "arah_nilai" in case.editable_fields
    return tells_payments(case) and is_open and policy.may_edit(user, case)


def add_payment(case_id: int, user: User, payment: Payment, seen: str) -> Agreement:
    """Say that one party gives something to another; `payment` is not saved yet.

    Raises Refused as `edit_content` does, for parties of another case, for a party that pays
    itself and for what is said already.
    """

    def add(case: Agreement) -> None:
        refuse_if(not tells_payments(case), "Naskah ini hanya mempunyai dua pihak.")
        refuse_if(case.bentuk_nilai == Form.NONE, NO_PAYMENT)
        keys = {party.pk for party in case.parties.all()}
        refuse_if(not {payment.payer_id, payment.payee_id} <= keys, "Pihak itu sudah tidak ada.")
        refuse_if(payment.payer_id == payment.payee_id, "Pihak yang menerima harus pihak lain.")
        same = [
            row
            for row in payments_of(case)
            if (row.payer_id, row.payee_id, row.form)
            == (payment.payer_id, payment.payee_id, payment.form)
        ]
        refuse_if(bool(same), "Pembayaran itu sudah tercatat.")
        payment.save(force_insert=True)

    return edit_content(case_id, user, {"arah_nilai"}, add, seen)


def remove_payment(case_id: int, user: User, payment_id: int, seen: str) -> Agreement:
    """Take one of them away. Raises Refused as `edit_content` does."""

    def remove(case: Agreement) -> None:
        gone, _ = Payment.objects.filter(pk=payment_id, payer__agreement=case).delete()
        refuse_if(not gone, "Pembayaran itu sudah dihapus.")

    return edit_content(case_id, user, {"arah_nilai"}, remove, seen)
