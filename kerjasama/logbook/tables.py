"""How the tables of accounts, settings and the registry are logged."""

from kerjasama.database.rights import withhold
from kerjasama.logbook.covered import cover_by_fingerprint, cover_openly, entitle, leave_out

TITLES = {
    "accounts_unit": "Unit",
    "accounts_unitalias": "Nama lain unit",
    "accounts_unitmerge": "Penggabungan unit",
    "accounts_membership": "Peran",
    "accounts_official": "Pejabat",
    "accounts_officialmerge": "Penggabungan pejabat",
    "accounts_delegation": "Tanda tangan atas nama",
    "accounts_user_groups": "Kelompok akun",
    "accounts_user_user_permissions": "Izin akun",
    "reference_relationcorrection": "Hubungan diplomatik",
    "signin_signinrules": "Aturan masuk",
    "signin_rulesproposal": "Usulan aturan masuk",
    "signin_factorrequest": "Permintaan faktor kedua",
    "logbook_faultacknowledgement": "Pengakuan ketidakcocokan",
    "personal_correctionrequest": "Permintaan koreksi data",
    "personal_retentionrule": "Masa simpan",
    "personal_ruleproposal": "Usulan masa simpan",
    "personal_disposal": "Usulan pemusnahan data",
    "partners_partneralias": "Nama lain mitra",
    "partners_partnermerge": "Penggabungan mitra",
}


def cover_tables() -> None:
    """Declare them."""
    # What goes with an ended account is never told by the log, which keeps what it was told.
    cover_openly("accounts_user", "Akun", hidden="password email", skipped="last_login")
    cover_openly("accounts_accountproposal", "Usulan peran dan akun", hidden="value")
    cover_openly("account_emailaddress", "Alamat surel akun", hidden="email")
    cover_openly("socialaccount_socialaccount", "Akun SSO", hidden="extra_data")
    cover_openly("accounts_regionprofile", "Profil daerah", hidden="emblem state_emblem")
    for table, title in TITLES.items():
        cover_openly(table, title)
    contact = "contact_name phone email"
    cover_openly("partners_partner", "Mitra", hidden=f"logo nib npwp {contact}", skipped="search")
    cover_openly("mfa_authenticator", "Faktor kedua", hidden="data", skipped="last_used_at")
    cover_openly("socialaccount_socialapp", "Penyedia SSO", hidden="secret key")
    leave_out("tokens of a provider, which are not kept", "socialaccount_socialtoken")
    leave_out("mails about a sign-in, on their way", "signin_accountmail")
    cover_by_fingerprint("partners_partnerchange")
    entitle({"partners_partnerchange": "Perubahan mitra"})
    leave_out("what a session or a sign-in needs for a while", "django_session", "signin_attempt")
    leave_out("what a sign-in needs for a while", "account_emailconfirmation", "signin_signinstate")
    leave_out("what a session or a sign-in needs for a while", "usersessions_usersession")
    leave_out("requests for a link, which end within a day", "signin_linkrequest")
    leave_out("written by migrations alone", "auth_permission", "django_content_type")
    leave_out("groups are not used", "auth_group", "auth_group_permissions")
    leave_out("who was told what", *_of("notices"))
    leave_out("what one person typed and has not sent", *_of("drafts"))
    leave_out("how backups and drills ended, which the machine tells", "operations_upkeep")
    leave_out("how one person likes to see lists", "accounts_savedview")
    leave_out("a verdict of the scanner, given anew each month", "uploads_filescan")
    leave_out("the log itself", "logbook_logentry", "logbook_loghead", "logbook_logcheck")
    cover_by_fingerprint("logbook_logfault", skipped="last_check_id")
    entitle({"logbook_logfault": "Hal yang tidak cocok"})
    # Entries come from triggers and from functions that run as the owner; nobody else writes any.
    withhold("INSERT UPDATE DELETE", "logbook_logentry")
    withhold("UPDATE DELETE", "logbook_loghead")


def _of(app: str) -> list[str]:
    from django.apps import apps

    return [model._meta.db_table for model in apps.get_app_config(app).get_models()]
