"""What it costs to check, import and take back a register of 10,000 rows. Prints a table and exits
1 when a target is missed.
"""

import io
import os
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from functools import partial
from random import Random

from .throwaway import setup, throwaway

ROWS, PARTNERS = 10_000, 3_000
MOST_MB = 500  # of the process that does the work, from its start to its end
EACH_WRONG = 20  # in the second file, one row in so many has wrong cells


def register(*, wrong: bool) -> bytes:
    """A register as an office keeps it: dates as dates and as text, long texts, several agreements
    with each partner.
    """
    import xlsxwriter

    from agreements.importing.columns import COLUMNS
    from kerjasama.accounts.models import Unit

    rng, units = Random(1), list(Unit.objects.values_list("name", flat=True))
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True})
    page, day = book.add_worksheet("Register"), book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, [column.heading for column in COLUMNS])
    for number in range(1, ROWS + 1):
        is_wrong = wrong and number % EACH_WRONG == 0
        signed = date(2016, 1, 1) + timedelta(rng.randrange(3600))
        values = {
            "jalur": "KSDPK",
            "bentuk": "PKS",
            "judul": (
                f"Penyediaan layanan publik nomor {number} di Kecamatan Tenggarong dan sekitarnya"
            ),
            "opd": "Dinas Entah" if is_wrong else rng.choice(units),
            "mitra": f"PT Contoh Usaha {rng.randrange(PARTNERS)}",
            "jenis_mitra": "swasta",
            "nomor": f"415.4/{number}/PKS/{signed.year}",
            "nomor_mitra": f"{number}/PKS/CU/{signed.year}",
            "masa": "seumur hidup" if is_wrong else "50 tahun",
            "nilai": rng.randrange(10**6, 10**10),
            "urusan": "Pendidikan; Kesehatan",
            "maksud": (
                "Meningkatkan mutu pelayanan publik bagi masyarakat Kabupaten Kutai Kartanegara. "
                * 3
            ),
            "objek": "Pelayanan publik dan sarana pendukungnya.",
            "lingkup": "Penyediaan data, pelatihan, dan evaluasi layanan.\n" * 4,
            "asli": f"Lemari arsip, map {signed.year}",
        }
        for place, column in enumerate(COLUMNS):
            if column.code == "tanda_tangan":
                page.write_datetime(number, place, signed, day)
            else:
                page.write(number, place, values.get(column.code))
    book.close()
    return result.getvalue()


def work(batch_id: int) -> None:
    """In a process of its own, as a worker that did nothing before: the seconds and the most memory
    it ever held.
    """
    from agreements.importing import jobs

    start, cpu = time.perf_counter(), time.process_time()
    jobs.process_import(batch_id)
    print(
        time.perf_counter() - start,
        time.process_time() - cpu,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def timed(batch_id: int) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "bench.importing", "work", str(batch_id)]
    seconds, cpu, peak = subprocess.run(
        command, check=True, capture_output=True, text=True
    ).stdout.split()
    return float(seconds), float(cpu), float(peak)


def report(name: str, batch, figures: tuple[float, float, float], *, met: bool) -> bool:
    seconds, cpu, peak = figures
    counted = f"{batch.new} new, {batch.errors} wrong"
    print(
        f"{name:34} {counted:24} {seconds:7.1f} s {cpu:7.1f} s CPU {peak:6.0f} MB "
        f" {'ok' if met else 'MISSED'}",
        flush=True,
    )
    return met


def measure() -> bool:
    from agreements.demo import people
    from agreements.importing import jobs
    from agreements.models import BatchState
    from kerjasama.accounts.models import User

    people.load_people()
    user = User.objects.get(username="verifikator")
    jobs.queue_import = lambda batch_id: None  # no worker but ours
    print(f"Load of the machine (1, 5, 15 minutes): {os.getloadavg()}")
    met = []
    for wrong in (True, False):
        content = register(wrong=wrong)
        print(
            f"{ROWS} rows, {len(content) / 1e6:.1f}"
            f" MB{f', one row in {EACH_WRONG} wrong' if wrong else ''}"
        )
        batch = jobs.receive_register(content, "register.xlsx", user)
        steps = [("check", lambda: None, BatchState.CHECKED)]
        if not wrong:
            steps += [
                ("import", partial(jobs.order_import, batch.pk, user), BatchState.IMPORTED),
                ("undo", partial(jobs.order_undo, batch.pk, user, "Bench."), BatchState.UNDONE),
            ]
        for name, order, state in steps:
            order()
            figures = timed(batch.pk)
            batch.refresh_from_db()
            if batch.state != state:
                sys.exit(f"{name}: {batch.state} {batch.error}")
            met.append(
                report(
                    f"{name}{', file returned with notes' if wrong else ''}",
                    batch,
                    figures,
                    met=figures[2] <= MOST_MB,
                )
            )
    return all(met)


def main() -> int:
    with throwaway():
        return 0 if measure() else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        setup()
        work(int(sys.argv[2]))
    else:
        sys.exit(main())
