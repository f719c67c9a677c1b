"""Backing an installation up, putting it back, trying that, moving it, verifying it."""

import shutil
import subprocess
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import environ
import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from agreements.documents import store
from agreements.models import ImportBatch
from kerjasama.accounts.models import Role, User
from kerjasama.notices.models import Notice
from kerjasama.operations import keeping, sets, tasks
from kerjasama.operations.backups import make_backup, stored_files
from kerjasama.operations.drilling import run_drill
from kerjasama.operations.encrypting import Lock, decrypt, lock_for
from kerjasama.operations.installation import Home, this_source
from kerjasama.operations.models import Kind, Upkeep
from kerjasama.operations.moving import move_in
from kerjasama.operations.places import Folder, place_at
from kerjasama.operations.postgres import database_at, database_of
from kerjasama.operations.refusing import Refused
from kerjasama.operations.restoring import Target, check_backup, restore_backup
from kerjasama.operations.verifying import verify_installation

from .reading import words_of
from .servers import serve_s3

NOW = datetime(2026, 11, 30, 3, 30, tzinfo=UTC)
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path_factory) -> Folder:
    return Folder(tmp_path_factory.mktemp("cadangan"))


@contextmanager
def empty_database():
    """Another database of the same server."""
    mine = database_of(connection.settings_dict)
    name = f"{mine.name}_scratch"
    with closing(psycopg2.connect(mine.url)) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield database_of({**connection.settings_dict, "NAME": name})
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def scratch():
    with empty_database() as database:
        yield database


def rows_in(database, table: str) -> int:
    with closing(psycopg2.connect(database.url)) as there, there.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone()[0] is None:
            return 0
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def may_anybody(database, function: str) -> bool:
    """Whether whoever connects may call it."""
    with closing(psycopg2.connect(database.url)) as there, there.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('public', %s, 'EXECUTE')", [function])
        return cursor.fetchone()[0]


def some_file_in(place: Folder) -> Path:
    return next(file for file in sorted((place.path / sets.FILES).rglob("*")) if file.is_file())


@committed
def test_a_backup_of_a_signed_case_is_restored_whole(make_agreement, place, scratch):
    """The drill of each month, of what an office has when a Kesepakatan Bersama is signed."""
    make_agreement(at="penyusunan_pks")
    record = make_backup(this_source(), place, Lock(), NOW)
    assert record.files == len(stored_files(this_source().files)) >= 5
    assert record.lost == () and check_backup(place, record) == []
    result = run_drill(place, "", scratch.url, NOW)
    said = "\n".join(result.lines)
    assert result.is_good, said
    assert "Migrasi: utuh" in said and "Catatan perubahan: utuh" in said
    assert "Riwayat kerja sama: utuh (1 kerja sama)" in said
    assert f"Berkas: utuh ({len(set(this_source().names()))} berkas)" in said


@committed
def test_the_second_backup_copies_only_what_is_new(make_agreement, place):
    make_agreement(at="penyusunan_kb")
    first = make_backup(this_source(), place, Lock(), NOW)
    assert first.new_files == first.files > 0
    store.store_bytes(b"satu berkas baru")
    second = make_backup(this_source(), place, Lock(), NOW + timedelta(days=1))
    assert (second.new_files, second.files) == (1, first.files + 1)
    assert sets.list_sets(place) == [first.name, second.name]


@committed
def test_of_old_backups_only_so_many_stay_with_the_files_that_they_name(place):
    gone, kept = (store.store_bytes(content) for content in (b"dimusnahkan", b"tetap"))
    first = make_backup(this_source(), place, Lock(), NOW)
    store.take_away(gone, lambda _: False)
    days = [NOW + timedelta(days=day) for day in (1, 2)]
    others = [make_backup(this_source(), place, Lock(), day, keep=2) for day in days]
    assert sets.list_sets(place) == [record.name for record in others]
    assert not (place.path / sets.SETS / first.name / sets.DUMP).exists()
    assert [name for name, _ in place.sizes(sets.FILES)] == [sets.name_of_file(kept, "")]


@pytest.fixture
def bucket(monkeypatch):
    """A server of its own that speaks S3, with one bucket."""
    with serve_s3(monkeypatch):
        yield "s3://daerah/kerja-sama"


@committed
def test_a_bucket_of_s3_is_a_place_like_a_folder(bucket, scratch, tmp_path):
    sha256 = store.store_bytes(b"satu berkas")
    place = place_at(bucket)
    make_backup(this_source(), place, Lock(), NOW)
    record = make_backup(this_source(), place, Lock(), NOW + timedelta(days=1), keep=1)
    assert record.new_files == 0 and sets.list_sets(place) == [record.name]
    media = tmp_path / "pulih"
    target = Target(scratch, Folder(media), media / "log-heads.txt")
    assert restore_backup(place, record, target) == []
    assert (media / sha256[:2] / sha256).read_bytes() == b"satu berkas"
    place.remove(sets.name_of_file(sha256, ""))
    assert check_backup(place, record) == [f"{sets.name_of_file(sha256, '')} hilang"]
    with pytest.raises(Refused, match="s3://lain/"):
        make_backup(this_source(), place_at("s3://lain"), Lock(), NOW)


@committed
def test_what_was_cut_off_at_the_place_is_copied_again(place):
    store.store_bytes(b"satu berkas")
    make_backup(this_source(), place, Lock(), NOW)
    some_file_in(place).write_bytes(b"")
    again = make_backup(this_source(), place, Lock(), NOW + timedelta(days=1))
    assert again.new_files == 1 and check_backup(place, again) == []


@committed
def test_a_damaged_backup_does_not_keep_the_next_one_from_being_made(place):
    store.store_bytes(b"satu berkas")
    first = make_backup(this_source(), place, Lock(), NOW)
    (place.path / sets.name_in_set(first.name, sets.LIST)).write_bytes(b"lain")
    again = make_backup(this_source(), place, Lock(), NOW + timedelta(days=1))
    assert again.new_files == 1 and check_backup(place, again) == []


@committed
def test_a_damaged_backup_is_refused_and_the_database_stays_empty(place, scratch, tmp_path):
    store.store_bytes(b"satu berkas")
    record = make_backup(this_source(), place, Lock(), NOW)
    damaged = some_file_in(place)
    damaged.write_bytes(b"lain")
    assert check_backup(place, record) == [f"berkas/{damaged.parent.name}/{damaged.name} berubah"]
    target = Target(scratch, Folder(tmp_path / "pulih"), tmp_path / "pulih" / "log-heads.txt")
    with pytest.raises(Refused, match="basis data tidak disentuh:\n  berkas/.* berubah"):
        restore_backup(place, record, target)
    assert rows_in(scratch, "accounts_user") == 0
    assert rows_in(scratch, "django_migrations") == 0


@committed
def test_nothing_is_restored_over_what_is_there(place):
    record = make_backup(this_source(), place, Lock(), NOW)
    mine = this_source()
    with pytest.raises(Refused, match="tidak kosong. Pemulihan tidak menimpa apa pun"):
        restore_backup(place, record, Target(mine.database, mine.files, mine.witness))


@committed
def test_what_a_backup_is_to_replace_stays_until_the_backup_proved_whole(place, scratch, tmp_path):
    store.store_bytes(b"satu berkas")
    record = make_backup(this_source(), place, Lock(), NOW)
    target = Target(scratch, Folder(tmp_path / "pulih"), tmp_path / "pulih" / "log-heads.txt")
    with closing(psycopg2.connect(scratch.url)) as there, there, there.cursor() as cursor:
        cursor.execute("CREATE TABLE lama AS SELECT 1")
    damaged = some_file_in(place)
    damaged.write_bytes(b"lain")
    with pytest.raises(Refused, match="basis data tidak disentuh"):
        restore_backup(place, record, target, replace=True)
    assert rows_in(scratch, "lama") == 1
    damaged.write_bytes(b"satu berkas")
    assert restore_backup(place, record, target, replace=True) == []
    assert rows_in(scratch, "lama") == 0 and rows_in(scratch, "django_migrations") > 0


@committed
def test_a_file_that_is_damaged_already_is_named_and_the_rest_is_backed_up(people, place):
    good, bad = (store.store_bytes(content) for content in (b"utuh", b"rusak"))
    for sha256 in (good, bad):
        ImportBatch.objects.create(
            sha256=sha256, file_name="a.xlsx", size=1, by=people["admin"], ordered_at=NOW
        )
    store.path_of(bad).write_bytes(b"lain")
    done = keeping.back_up(str(place.path), "")
    assert not done.is_good and "1 berkas rusak atau hilang dan tidak ikut" in done.told
    record = sets.choose_set(place)
    assert record.lost == (bad,)
    assert [row.sha256 for row in sets.read_list(place, record)] == [good]
    told = Notice.objects.get(user=people["admin"], subject="Pencadangan gagal")
    assert bad in told.text


def age_key(folder: Path) -> tuple[str, str]:
    file = folder / "kunci.txt"
    subprocess.run(["age-keygen", "-o", file], check=True, capture_output=True)
    told = subprocess.run(["age-keygen", "-y", file], check=True, capture_output=True, text=True)
    return told.stdout.strip(), str(file)


def gpg_key(folder: Path) -> tuple[str, str]:
    home = folder / "gnupg"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--quiet"]
    made = [
        "--passphrase",
        "",
        "--quick-generate-key",
        "cadangan@contoh.go.id",
        "default",
        "default",
    ]
    subprocess.run([*gpg, *made], check=True, capture_output=True)
    public, private = folder / "publik.asc", folder / "rahasia.asc"
    subprocess.run([*gpg, "--armor", "--output", public, "--export"], check=True)
    subprocess.run([*gpg, "--armor", "--output", private, "--export-secret-keys"], check=True)
    return str(public), str(private)


KEYS = {"age": age_key, "gpg": gpg_key}


@pytest.mark.parametrize("way", KEYS)
def test_what_is_encrypted_is_read_with_the_private_key_alone(way, tmp_path):
    if not shutil.which(way):
        pytest.skip(f"{way} is not installed")
    public, private = KEYS[way](tmp_path)
    plain, locked, opened = (tmp_path / name for name in ("surat.pdf", "terkunci", "terbuka"))
    plain.write_bytes(b"%PDF- rahasia")
    lock = lock_for(public)
    lock.encrypt(plain, locked)
    assert lock.ending.endswith(f".{way}") and b"rahasia" not in locked.read_bytes()
    decrypt(way, private, locked, opened)
    assert opened.read_bytes() == plain.read_bytes()
    locked.write_bytes(locked.read_bytes()[:-9])
    with pytest.raises(Refused, match="terkunci tidak dapat dibuka"):
        decrypt(way, private, locked, opened)
    with pytest.raises(Refused, match="Itu kunci rahasia"):
        lock_for(private)


@committed
@pytest.mark.skipif(not shutil.which("age"), reason="age is not installed")
def test_an_encrypted_backup_is_checked_without_the_key_and_restored_with_it(
    place, scratch, tmp_path
):
    sha256 = store.store_bytes(b"satu berkas")
    public, private = age_key(tmp_path)
    record = make_backup(this_source(), place, lock_for(public), NOW)
    days = [NOW + timedelta(days=day) for day in (1, 2)]
    again = make_backup(this_source(), place, lock_for(public), days[0])
    assert again.new_files == 0 and check_backup(place, again) == []
    (tmp_path / "baru").mkdir()
    other, _ = age_key(tmp_path / "baru")
    assert make_backup(this_source(), place, lock_for(other), days[1]).new_files == 1
    media = tmp_path / "pulih"
    target = Target(scratch, Folder(media), media / "log-heads.txt")
    with pytest.raises(Refused, match="tunjukkan kunci rahasianya"):
        restore_backup(place, record, target)
    assert restore_backup(place, record, target, private) == []
    assert (media / sha256[:2] / sha256).read_bytes() == b"satu berkas"
    assert rows_in(scratch, "django_migrations") > 0


@committed
def test_a_pilot_moves_to_a_server_of_its_own(make_agreement, scratch, tmp_path):
    case = make_agreement(at="penyusunan_kb")
    source, media = this_source(), tmp_path / "baru"
    target = Target(scratch, Folder(media), media / "log-heads.txt")
    assert move_in(source, Home(target, scratch)) == len(stored_files(source.files))
    assert rows_in(scratch, "agreements_agreement") == 1
    moved = set(stored_files(Folder(media)))
    assert moved >= {row.sha256 for row in case.documents.exclude(sha256="")}
    assert not may_anybody(scratch, "logbook_append(text, text, text, jsonb)")
    with pytest.raises(Refused, match="tidak kosong"):
        move_in(source, Home(target, scratch))


@committed
def test_a_drill_empties_no_database_that_somebody_uses(place):
    make_backup(this_source(), place, Lock(), NOW)
    mine = database_of(connection.settings_dict)
    result = run_drill(place, "", mine.url, NOW)
    assert not result.is_good and "Latihan hanya memakai basis data kosong" in result.lines[0]
    assert rows_in(mine, "django_migrations") > 0


@pytest.mark.parametrize("days, is_due", [(29, False), (30, True), (31, True)])
def test_a_drill_is_due_a_month_after_the_last_good_one(db, monkeypatch, settings, days, is_due):
    done = []
    monkeypatch.setattr(keeping, "drill", lambda *words: done.append(words))
    settings.BACKUP_TO = "/mnt/cadangan"
    ago = timezone.now() - timedelta(days=days)
    Upkeep.objects.create(kind=Kind.DRILL, at=ago, is_good=True)
    Upkeep.objects.create(kind=Kind.DRILL, at=timezone.now(), is_good=False)
    keeping.drill_when_due()
    assert bool(done) == is_due


def test_nothing_is_backed_up_or_tried_where_no_place_is_set(db, settings):
    settings.BACKUP_TO = ""
    tasks.back_up()
    tasks.drill()
    assert not Upkeep.objects.exists()


def test_a_place_that_is_not_there_is_said_plainly(db, people, tmp_path):
    with pytest.raises(CommandError, match="tidak ada. Buat lebih dahulu"):
        call_command("backup", str(tmp_path / "tidak-ada"))
    assert Notice.objects.filter(user=people["admin"], subject="Pencadangan gagal").exists()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:p%40ss%2Fword@db.daerah.go.id:5433/kerja?sslmode=require",
        "postgresql://ada:rahasia@/kerja?host=%2Frun%2Fpostgresql&port=5433",
        "postgresql://ada@db/kerja",
    ],
)
def test_an_address_of_a_database_is_read_as_django_reads_it(url):
    found = database_at(url)
    assert database_at(found.url) == found
    told = environ.Env.db_url_config(found.url)
    assert database_of({"PASSWORD": "", "PORT": "", "HOST": "", **told}) == found


class TestVerify:
    def test_finds_an_installation_whole(self, make_agreement):
        make_agreement(at="penyusunan_kb")
        connection.check_constraints()
        parts = verify_installation("migrasi", "catatan", "riwayat", "berkas")
        assert [part.faults for part in parts] == [(), (), (), ()]

    def test_names_a_damaged_file_and_ends_with_an_error(self, people, capsys):
        sha256 = store.store_bytes(b"rusak")
        ImportBatch.objects.create(
            sha256=sha256, file_name="a.xlsx", size=1, by=people["admin"], ordered_at=NOW
        )
        store.path_of(sha256).write_bytes(b"lain")
        with pytest.raises(CommandError, match="Belum utuh: Berkas."):
            call_command("verify", "berkas")
        said = capsys.readouterr().out
        assert "Berkas: 1 masalah (1 berkas)" in said
        assert f"{sha256[:2]}/{sha256} berubah" in said


class TestTheFirstAdministrator:
    def make(self, tmp_path, password="Kuda-Laut-Menyala-58"):
        file = tmp_path / "sandi"
        file.write_text(f"{password}\n")
        call_command(
            "create_admin",
            "pengelola",
            first_name="Rina",
            email="rina@contoh.go.id",
            password_file=file,
        )

    def test_is_made_at_the_server_and_administers(self, db, tmp_path):
        self.make(tmp_path)
        assert Role.ADMIN in User.objects.get(username="pengelola").roles
        with pytest.raises(CommandError, match="Administrator sudah ada"):
            self.make(tmp_path)

    def test_has_a_password_by_the_rules(self, db, tmp_path):
        with pytest.raises(CommandError, match="12 karakter"):
            self.make(tmp_path, "pendek")
        assert not User.objects.filter(username="pengelola").exists()


class TestTheArchivePage:
    def test_tells_the_last_good_drill_and_why_a_later_one_failed(self, people, signed_in):
        good = {"kind": Kind.DRILL, "is_good": True, "backup": "20261101-033000"}
        Upkeep.objects.create(at=datetime(2026, 11, 1, 4, tzinfo=UTC), told="Berkas: utuh", **good)
        bad = {"kind": Kind.DRILL, "is_good": False, "told": "berkas/ab/ab12 hilang"}
        Upkeep.objects.create(at=datetime(2026, 11, 29, 4, tzinfo=UTC), **bad)
        said = words_of(signed_in(people["admin"]).get(reverse("arsip")).content.decode())
        assert "Latihan pemulihan terakhir yang berhasil: 1 November 2026" in said
        assert "Latihan pemulihan 29 November 2026 12.00 WITA gagal: berkas/ab/ab12 hilang" in said
