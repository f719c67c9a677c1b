"""The administration: region profile, units, users; and the first run of an empty installation."""

from collections.abc import Callable
from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kerjasama.parameters import primary_key_in
from kerjasama.signin import links, telling, visits
from kerjasama.web import lists
from kerjasama.web.back import back_to
from kerjasama.web.requests import AuthenticatedRequest

from . import aliases, granting, merging, officials
from .account_forms import (
    FirstAdminForm,
    InvitationForm,
    MembershipForm,
    UserForm,
)
from .account_pages import build_settings_page, build_unit_page, build_user_page
from .administrators import LAST, is_last_administrator
from .confirming import GrantRefused, holds_protected
from .forms import RegionForm, RenameForm, UnitForm
from .models import (
    AccountProposal,
    Membership,
    Official,
    RegionProfile,
    Role,
    Unit,
    User,
)
from .policy import MANAGERS, allow
from .register_pages import LeftEmptyPage, ProfilePage, RegisterPage

UNITS = lists.make_listing(
    "unit",
    {
        "Nama": lambda row: row.name,
        "Kepala": lambda row: row.heads[0].name if row.heads else "",
        "Berlaku sejak": lambda row: row.valid_from,
        "Berlaku sampai": lambda row: row.valid_to,
        "Diteruskan oleh": lambda row: row.successor or "",
    },
)
USERS = lists.make_listing(
    "pengguna",
    {
        "Nama pengguna": lambda row: row.username,
        "Nama": lambda row: row.get_full_name(),
        "Surel": lambda row: row.email,
        "Aktif": lambda row: row.is_active,
        "Peran": lambda row: "; ".join(
            f"{seat.get_role_display()}, {seat.unit}" for seat in row.memberships.all()
        ),
    },
)
WAITS = "Berlaku setelah disetujui orang kedua."


def has_administrator() -> bool:
    """Whether anybody administers this installation yet."""
    return Membership.objects.filter(role=Role.ADMIN).exists()


@allow(public=True)
def first_run(request: HttpRequest) -> HttpResponse:
    """Create the administrator and the region's profile. Gone as soon as there is one."""
    if has_administrator():
        raise Http404
    asked = {"code": request.GET.get("kode", "")[:40]}
    admin = FirstAdminForm(request.POST or None, initial=asked)
    region = RegionForm(request.POST or None, request.FILES or None, prefix="daerah")
    if request.method == "POST" and admin.is_valid() and region.is_valid():
        with transaction.atomic():
            region.save()
            user = admin.save()
        login(request, user)
        UserSession.objects.create_from_request(request)
        messages.success(
            request,
            "Administrator dan profil daerah tersimpan. Berikutnya: catat pejabat, unit, dan"
            " pengguna.",
        )
        return redirect("pengaturan")
    return render(request, "pages/first_run.html", {"admin": admin, "region_form": region})


@allow(*MANAGERS, Role.LEGAL)
def show_settings(request: AuthenticatedRequest) -> HttpResponse:
    """The list of what may be set, as far as the person may."""
    return render(request, "pages/settings.html", {"page": build_settings_page(request.user)})


@allow(Role.ADMIN)
@transaction.atomic
def edit_region_profile(request: AuthenticatedRequest) -> HttpResponse:
    """The names, address and emblems of the region."""
    form = RegionForm(
        request.POST or None,
        request.FILES or None,
        instance=RegionProfile.objects.filter(pk=1).first(),
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Profil daerah tersimpan. Dokumen berikutnya memakai profil ini.")
        return redirect(back_to(request, reverse("profil-daerah")))
    return render(request, "pages/profile.html", {"page": ProfilePage(form)})


@allow(Role.ADMIN)
def show_units(request: AuthenticatedRequest) -> HttpResponse:
    """All units, former ones too, and the form for one more."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        aliases.seed_aliases([form.save()])
        messages.success(request, f"{form.instance} tercatat.")
        return redirect("unit")
    heads = Prefetch(
        "officials", Official.objects.on(timezone.localdate()).order_by("-since"), to_attr="heads"
    )
    rows = Unit.objects.select_related("successor").prefetch_related(heads, "aliases", "mergers")
    return lists.show_page(request, "pages/units.html", RegisterPage(list(rows), form), UNITS)


@allow(Role.ADMIN)
@transaction.atomic
def edit_unit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The unit's name; and its renaming, which leaves old agreements their old name."""
    row = get_object_or_404(Unit, pk=pk, valid_to=None)
    form, rename = UnitForm(instance=row), RenameForm(unit=row)
    if "ganti" in request.POST:
        rename = RenameForm(request.POST, unit=row)
        if rename.is_valid():
            rename_unit(row, rename.cleaned_data["name"], rename.cleaned_data["since"])
            messages.success(
                request, "Unit berganti nama. Kerja sama lama tetap memakai nama lama."
            )
            return redirect("unit")
    elif request.method == "POST":
        form = UnitForm(request.POST, instance=row)
        if form.is_valid():
            form.save()
            messages.success(request, "Unit tersimpan.")
            return redirect("unit")
    return render(request, "pages/unit.html", {"page": build_unit_page(row, form, rename)})


@transaction.atomic
def rename_unit(unit: Unit, name: str, since: date) -> Unit:
    """End the unit, give it a successor of the new name and move its people and its head there;
    what it did keeps its name.
    """
    told = {field: getattr(unit, field) for field in Unit.CONTACT}
    new = Unit.objects.create(name=name, valid_from=since, **told)
    officials.move_officials(unit, new, since)
    aliases.move_aliases(unit, new)
    Unit.objects.filter(successor=unit).update(successor=new)
    unit.valid_to, unit.successor = since - timedelta(1), new
    unit.save(update_fields=["valid_to", "successor"])
    Membership.objects.filter(unit=unit).update(unit=new)
    return new


@allow(Role.ADMIN)
def show_users(request: AuthenticatedRequest) -> HttpResponse:
    """All accounts, and the form that invites one more person."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        messages.success(request, f"Akun {user.username} dibuat. Beri perannya.")
        send_invitation(request, user)
        telling.tell_administered(request.user, user, "akun dibuat")
        return redirect("pengguna-rinci", user.pk)
    rows = (
        User.objects.select_related("merged_into")
        .prefetch_related(Prefetch("memberships", Membership.objects.held().select_related("unit")))
        .order_by("username")
    )
    return lists.show_page(request, "pages/users.html", RegisterPage(list(rows), form), USERS)


@allow(Role.ADMIN)
@transaction.atomic
def edit_user(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One person: name and account, and the seats held."""
    person = get_object_or_404(User, pk=pk)
    action = request.POST.get("aksi", "")
    if action in ACTS:
        return ACTS[action](request, person)
    sent = {action: request.POST}
    form = UserForm(sent.get("data"), instance=person)
    seat = MembershipForm(sent.get("beri"), instance=Membership(user=person))
    if form.is_bound and form.is_valid():
        return keep_account(request, form)
    if seat.is_bound and seat.is_valid() and give_role(request, seat):
        return redirect("pengguna-rinci", pk)
    page = build_user_page(person, form, seat)
    return render(
        request, "pages/user.html", {"page": page}, status=422 if page.is_refused else 200
    )


def give_role(request: AuthenticatedRequest, form: MembershipForm) -> bool:
    """Give or propose the seat, and say whether it waits; False with the reason at its field."""
    try:
        given = granting.give_seat(form.save(commit=False), request.user)
    except GrantRefused as refusal:
        form.add_error("role", str(refusal))
        return False
    if given.is_pending:
        messages.info(request, f"Peran {given.said} diusulkan. {WAITS}")
    else:
        messages.success(request, "Tersimpan.")
    return True


def keep_account(request: AuthenticatedRequest, form: UserForm) -> HttpResponse:
    """Save what one may change alone; how somebody with a leading seat gets in is proposed."""
    person, kept = form.instance, set(form.changed_data) & set(UserForm.Meta.fields)
    stood, changed = User.objects.get(pk=person.pk), len(kept)
    if holds_protected(stood) and not request.user.is_same_person(stood):
        kept -= _propose_ways_in(request, stood, person)
    form.save()
    if stood.email != person.email:
        telling.tell_mail_changed(person, stood.email, request.user)
    if stood.is_active != person.is_active:
        what = "akun diaktifkan" if person.is_active else "akun dinonaktifkan"
        telling.tell_administered(request.user, person, what)
    if kept or not changed:
        messages.success(request, "Tersimpan.")
    return redirect("pengguna-rinci", person.pk)


def _propose_ways_in(request: AuthenticatedRequest, stood: User, person: User) -> set[str]:
    """Propose to a second person how somebody gets in, as it was typed, and leave it as it stood.
    Returns the fields that are proposed.
    """
    proposed = set()
    if person.email != stood.email:
        propose(request, stood, AccountProposal.Kind.MAIL, person.email)
        proposed.add("email")
    if person.is_active and not stood.is_active:
        propose(request, stood, AccountProposal.Kind.WAKE)
        proposed.add("is_active")
    person.email, person.is_active = stood.email, stood.is_active and person.is_active
    return proposed


def propose(request: AuthenticatedRequest, person: User, kind: str, value: str = "") -> None:
    """Propose it, and say that it waits for a second person, or why not."""
    try:
        proposal = granting.propose_about(person, kind, request.user, value)
    except granting.GrantRefused as refusal:
        messages.error(request, str(refusal))
        return
    if proposal.is_pending:
        messages.info(request, f"{proposal.get_kind_display()} diusulkan. {WAITS}")
    else:
        messages.success(request, "Tersimpan.")


def send_invitation(request: AuthenticatedRequest, person: User) -> None:
    """Send the link for a password, and say whether it left."""
    if not person.email:
        messages.error(request, "Isi alamat surel akun ini lebih dahulu.")
    elif links.invite_user(person):
        telling.tell_administered(request.user, person, "tautan untuk membuat sandi dikirim")
        messages.success(request, f"Tautan untuk membuat sandi dikirim ke {person.email}.")
    else:
        messages.error(
            request,
            f"Undangan ke {person.email} tidak terkirim; server surel tidak menjawab. Kirim lagi"
            " dari halaman ini.",
        )


def invite_again(request: AuthenticatedRequest, person: User) -> HttpResponse:
    """Send the link once more."""
    send_invitation(request, person)
    return redirect("pengguna-rinci", person.pk)


def forget_failures(request: AuthenticatedRequest, person: User) -> HttpResponse:
    """Let the person try again at once where wrong passwords made the name wait."""
    visits.may_try_again(request, person)
    telling.tell_administered(request.user, person, "masa tunggu masuk dihapus")
    messages.success(request, f"{person.username} dapat mencoba masuk lagi sekarang.")
    return redirect("pengguna-rinci", person.pk)


def end_membership(request: AuthenticatedRequest, person: User) -> HttpResponse:
    """Take a role away, or propose it; ask first when nobody else holds it. The last administrator
    keeps it.
    """
    held = get_object_or_404(
        person.memberships.filter(ended_at=None), pk=primary_key_in(request.POST.get("kursi", ""))
    )
    if held.role == Role.ADMIN and is_last_administrator(person):
        messages.error(request, LAST)
        return redirect("pengguna-rinci", person.pk)
    empty = merging.left_empty(person, [held])
    if empty and "pasti" not in request.POST:
        page = LeftEmptyPage(person, held, empty)
        return render(request, "pages/take_seat.html", {"page": page}, status=422)
    if granting.take_seat(held, request.user):
        messages.info(request, f"Pencabutan peran {held.said} diusulkan. {WAITS}")
    else:
        messages.success(request, "Peran dicabut.")
    return redirect("pengguna-rinci", person.pk)


# What is done to an account by one button of its page.
ACTS: dict[str, Callable[[AuthenticatedRequest, User], HttpResponse]] = {
    "cabut": end_membership,
    "undang": invite_again,
    "buka-kunci": forget_failures,
}
