"""A Pernyataan Kehendak in a third language, as a translator would type it."""

from agreements.models import Agreement
from agreements.models.naskah_setup import NaskahSetup

INTENT, NASKAH = "pernyataan_kehendak", "naskah_kerja_sama"
JAPANESE = {
    "kepala": "基本合意書\n{pihak_1}\n及び\n{pihak_2}\n環境分野における姉妹都市協力に関して",
    "pembukaan": (
        "{pihak_1}及び{pihak_2}(以下「両当事者」という。)は、\n"
        "両当事者及びその住民の間の友好関係及び互恵的な協力を強化することを希望し、\n"
        "平等及び互恵の原則の重要性を認識し、\n"
        "それぞれの国の現行の法令に従い、\n"
        "次のとおり意図を表明する。"
    ),
    "penutup": (
        "以上の証拠として、下名は、この基本合意書に署名した。\n"
        "{tanggal}に{tempat}において、インドネシア語、英語及び日本語により、"
        "{rangkap}通の原本を作成した。すべての本文は等しく正文である。解釈に相違がある場合には、"
        "{acuan}の本文による。"
    ),
    "subjek": (
        "協力の当事者\n(1) この基本合意書の当事者は、次のとおりである。\na. {pihak_1}\nb. {pihak_2}"
    ),
    "maksud_tujuan": "目的\nこの基本合意書は、環境の質の向上を目的とする。",
    "ruang_lingkup": (
        "協力の範囲\nこの基本合意書の協力の範囲は、次のとおりとする。\n"
        "a. 家庭ごみの管理\nb. 学生及び芸術家の交流\nc. 観光の促進"
    ),
    "sifat": (
        "性質及び事後の措置\n(1) この基本合意書は、両当事者の一般的な意図を表明するものであり、"
        "法的義務又は財政的義務を生じさせない。\n(2) 協力の実施は、了解覚書に定める。"
        "\n(3) 両当事者は、連絡担当者を指名する。"
    ),
    "masa_berlaku": (
        "有効期間\n(1) この基本合意書は、署名の日から一年間効力を有する。\n"
        "(2) この基本合意書は、了解覚書がこれに代わるときは、その時に終了する。"
    ),
}
OURS, THEIRS = "クタイ・カルタネガラ県政府\nクタイ・カルタネガラ県知事", "北九州市\n北九州市長"
ARABIC = {
    "kepala": "خطاب نوايا\nبين\n{pihak_1}\nو\n{pihak_2}\nبشأن التعاون في مجال البيئة",
    "pembukaan": (
        "إن {pihak_1} و{pihak_2}، المشار إليهما فيما بعد مجتمعين بـ«الطرفين»؛\n"
        "رغبةً في تعزيز علاقات الصداقة والتعاون ذي المنفعة المتبادلة بين الطرفين وشعبيهما؛\n"
        "وإدراكًا لأهمية مبدأي المساواة والمنفعة المتبادلة؛\n"
        "ووفقًا للقوانين واللوائح السارية في بلد كل منهما؛\n"
        "يعلنان نواياهما على النحو التالي:"
    ),
    "penutup": (
        "وإثباتًا لذلك، وقّع الموقّعان أدناه هذا الخطاب.\n"
        "حُرر في {tempat} بتاريخ {tanggal} من {rangkap} نسخ أصلية باللغات الإندونيسية والإنجليزية"
        " والعربية، وتتساوى النصوص في الحجية. وعند الاختلاف في التفسير يُعتد بالنص باللغة {acuan}."
    ),
    "subjek": "أطراف التعاون\n(1) طرفا هذا الخطاب هما:\na. {pihak_1}\nb. {pihak_2}",
    "maksud_tujuan": "الأهداف\nيهدف هذا الخطاب إلى تحسين جودة البيئة.",
    "ruang_lingkup": (
        "نطاق التعاون\nيشمل نطاق هذا الخطاب ما يلي:\n"
        "a. إدارة النفايات المنزلية\nb. تبادل الطلاب والفنانين\nc. الترويج للسياحة"
    ),
    "sifat": (
        "الطبيعة والمتابعة\n"
        "(1) يعبّر هذا الخطاب عن نية عامة للطرفين ولا ينشئ أي التزام قانوني أو مالي.\n"
        "(2) يُنظَّم تنفيذ التعاون بمذكرة تفاهم.\n(3) يعيّن الطرفان مسؤولي اتصال."
    ),
    "masa_berlaku": (
        "مدة السريان\n(1) يسري هذا الخطاب لمدة سنة واحدة من تاريخ توقيعه.\n"
        "(2) ينتهي هذا الخطاب عندما تحل محله مذكرة تفاهم."
    ),
}
TEXTS = {
    "ja": (JAPANESE, OURS, THEIRS),
    "ar": (ARABIC, "حكومة كوتاي كارتانيغارا\nحاكم كوتاي", "مدينة\nالعمدة"),
}


def in_three_languages(
    case: Agreement, language: str = "ja", kind: str = INTENT, *, without: str = "", **setup
) -> Agreement:
    """The case with a third text of its naskah, whole but for the part named by `without`."""
    texts, ours, theirs = TEXTS[language]
    partner = case.first_partner
    typed = {f"{part}_{language}": text for part, text in texts.items()}
    typed |= {
        f"pihak_daerah_{language}": ours,
        f"pihak_{partner.partner_id}_{language}": theirs,
    }
    typed.pop(f"{without}_{language}", None)
    case.susunan_naskah = {kind: NaskahSetup(third=language, **setup).stored()}
    case.clauses = {kind: typed}
    case.save()
    return Agreement.objects.get(pk=case.pk)
