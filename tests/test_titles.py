import pytest

from agreements.documents.text.titles import without_titles


@pytest.mark.parametrize(
    "full, bare",
    [
        ("Dr. H. Budi Santoso, S.H., M.Si.", "Budi Santoso"),
        ("Prof.Dr.Ir. Siti Aminah, M.Sc., Ph.D", "Siti Aminah"),
        ("Hj. Dra. Nur Hayati", "Nur Hayati"),
        ("dr. Aisyah Putri, Sp.A", "Aisyah Putri"),
        ("KH. Ahmad Dahlan", "Ahmad Dahlan"),
        ("K.H. Hasyim", "Hasyim"),
        ("DRS. H. EDI DAMANSYAH, M.SI", "EDI DAMANSYAH"),
        ("Drs H. Rendi Solihin S.H., M.H.", "Rendi Solihin"),
        ("H.M. Syahrir", "M. Syahrir"),
        ("Dr. (H.C.) Rita Widya", "Rita Widya"),
        ("A. Rahman Hakim", "A. Rahman Hakim"),
        ("Muhammad H. Yusuf", "Muhammad H. Yusuf"),
        ("Irwan Prasetyo", "Irwan Prasetyo"),
        ("Draha Putra", "Draha Putra"),
        ("Hasan Basri", "Hasan Basri"),
        ("I Made Sudana", "I Made Sudana"),
        ("Khairul Anwar", "Khairul Anwar"),
        ("Budi  Santoso", "Budi Santoso"),
        ("", ""),
        ("H.", "H."),
    ],
)
def test_titles_fall_and_names_stay(full, bare):
    assert without_titles(full) == bare


@pytest.mark.parametrize(
    "full, bare",
    [
        ("Prof. Dr.-Ing. Contoh Wijaya", "Contoh Wijaya"),
        ("Dr. rer. nat. Contoh Wijaya", "Contoh Wijaya"),
        ("Dr.med. Contoh Wijaya", "Contoh Wijaya"),
        ("Apt. Dr. Contoh Wijaya, M.Farm.", "Contoh Wijaya"),
        ("apt. Contoh Wijaya, S.Farm.", "Contoh Wijaya"),
        ("Ns. Contoh Wijaya, S.Kep.", "Contoh Wijaya"),
        ("Contoh Wijaya SE., MM., Ak.", "Contoh Wijaya"),
        ("Contoh Wijaya SH MH", "Contoh Wijaya"),
        ("Contoh Wijaya MA", "Contoh Wijaya"),
        ("Contoh A.Md.Kep", "Contoh"),
        ("Contoh S.Tr.Keb", "Contoh"),
        ("Contoh S. Pd. SD", "Contoh"),
        ("Contoh Wijaya S.STP., M.Si.", "Contoh Wijaya"),
        ("Contoh, A.P., M.Si.", "Contoh"),
        ("Contoh Wijaya, S.Pd.I., Gr.", "Contoh Wijaya"),
        ("Dr. Contoh Wijaya, S.T., M.T., IPU., ASEAN Eng.", "Contoh Wijaya"),
        ("dr. Contoh Wijaya, Sp.PD-KGEH, FINASIM", "Contoh Wijaya"),
        ("Contoh Wijaya, M.Si., CFrA., CRMO", "Contoh Wijaya"),
        ("DR. CONTOH WIJAYA, S.PD, M.PD", "CONTOH WIJAYA"),
        ("Contoh Wijaya Sp.OG(K), M.Kes.", "Contoh Wijaya"),
        ("Contoh Wijaya S.Kom MMSI", "Contoh Wijaya"),
        ("Contoh Wijaya MARS", "Contoh Wijaya"),
        ("Contoh Wijaya S.I.K., M.H.", "Contoh Wijaya"),
        ("Contoh Wijaya, B.Eng. (Hons)", "Contoh Wijaya"),
        ("Contoh Wijaya B.Eng. (Hons)", "Contoh Wijaya"),
    ],
)
def test_titles_fall_in_every_order_and_spelling(full, bare):
    assert without_titles(full) == bare


@pytest.mark.parametrize(
    "name",
    [
        "Jack MA",
        "Martin Luther King, Jr.",
        "Smith, John",
        "Smith, J. R.",
        "Li, Na",
        "Kim Se",
        "Ing. Jan Novák",
        "St. Contoh",
        "R. Contoh",
        "Budi S.",
        "Muh. Contoh",
        "Nguyễn Thị H.",
    ],
)
def test_what_is_no_title_stays_in_the_name(name):
    assert without_titles(name) == name


def test_initials_of_names_from_abroad_are_no_religious_titles():
    assert without_titles("H. G. Contoh", abroad=True) == "H. G. Contoh"
    assert without_titles("Ir Han", abroad=True) == "Ir Han"
    assert without_titles("Prof. Contoh Kazuhisa, Ph.D.", abroad=True) == "Contoh Kazuhisa"
