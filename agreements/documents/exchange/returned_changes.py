"""What a partner wants otherwise, one change after the other, and the naskah in which the chosen
ones are taken over. Each names Pasal and blocks by their ids, so that what was written here
meanwhile stays.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from agreements.documents.wording import redline
from agreements.naskah import operations
from agreements.naskah.blocks import FRAME, INDONESIAN, NaskahText, Owner, Said, has_signs, role_of
from agreements.naskah.identity import name_new_blocks
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.units import Unit, build, flatten, ids_in, key_of, tell_unit

WORDS, TITLE, NEW, SPLIT, GONE, MOVED = "kata", "judul", "baru", "pecah", "hapus", "pindah"


@dataclass(frozen=True)
class Change:
    """One change: which Pasal, what stood there and what the partner writes, in words; then how it
    is done: blocks that go, the block or the Pasal behind which it comes, and what comes.
    """

    kind: str
    owner: str
    told: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    after: str = ""
    units: tuple[Unit, ...] = ()
    title: str = ""

    @property
    def key(self) -> str:
        """Names this very change, so that a decision cannot hit another one."""
        what = (self.kind, self.owner, self.told, self.old, self.new, self.gone, self.after)
        content = repr(what)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def sides(self) -> redline.Sides:
        """Both texts, word by word."""
        return redline.by_word("\n".join(self.old), "\n".join(self.new))

    @property
    def is_structural(self) -> bool:
        """Whether plain words of a Pasal cannot say it."""
        if self.kind != WORDS or self.owner in FRAME:
            return True
        return any(unit.table for unit in self.units) or has_signs(build(self.units))


class Comparison:
    """What the partner made of the text that was sent, against the text as it stands now."""

    def __init__(
        self,
        base: NaskahText,
        returned: NaskahText,
        now: NaskahText,
        values: Mapping[str, str],
        places: Mapping[str, str],
    ) -> None:
        self.base, self.returned, self.now, self.places = base, returned, now, places
        self.teller_now = Teller(Numbers(now), values)
        self.teller_back = Teller(Numbers(returned), values)
        self.before = {owner.id: owner for owner in base.owners}
        self.back = {owner.id: owner for owner in returned.owners}
        self.present = {owner.id: owner for owner in now.owners}
        units = [(one.id, unit) for one in now.owners for unit in flatten(one.body)]
        self.home = {unit.id: owner for owner, unit in units}
        self.lists = {unit.list_id for _, unit in units}
        self.split_off = {
            one
            for owner in filter(self._is_new, returned.articles)
            for one in self._blocks_split_off(owner)
        }

    def changes(self) -> list[Change]:
        """All changes that are not done yet, in the order of the file."""
        found: list[Change] = []
        for owner in self.returned.owners:
            if owner.id not in self.before:
                found += self._of_new(owner)
            elif owner.id in self.present:
                found += self._of_known(owner)
        found += self._moved()
        for article in self.base.articles:
            if article.id not in self.back and article.id in self.present:
                found.append(self._deleted(self.present[article.id]))
        return found

    def name_of(self, owner_id: str) -> str:
        """ "Pasal 5 Pembiayaan", or "Pasal baru" of one that the partner put in."""
        if owner_id in self.present:
            place = self.teller_now.numbers.words(owner_id)
            return f"{place} {self.present[owner_id].title}".strip()
        return f"Pasal baru: {self.back[owner_id].title}"

    def also_ours(self, owner_id: str) -> bool:
        """Whether we changed the Pasal as well after it was sent."""
        if owner_id not in self.before or owner_id not in self.present:
            return False
        return _keys(self.before[owner_id]) != _keys(self.present[owner_id])

    def _of_known(self, back: Owner) -> list[Change]:
        found = []
        before, now = self.before[back.id], self.present[back.id]
        if back.title not in (before.title, now.title):
            told = "Judul diubah"
            found.append(
                Change(TITLE, back.id, told, (now.title,), (back.title,), title=back.title)
            )
        if _keys(back) != _keys(before):
            found += self._reworded(back, now)
        return found

    def _reworded(self, back: Owner, now: Owner) -> list[Change]:
        """The blocks that differ, without those that moved to another Pasal: they are its own
        change.
        """
        ours = [unit for unit in flatten(now.body) if unit.id not in self.split_off]
        theirs = [self._as_of(back.id, unit) for unit in flatten(back.body)]
        return [
            self._words(back.id, ours, i, ours[i:j], theirs[k:m])
            for i, j, k, m in _runs_that_differ(list(map(_key, ours)), list(map(_key, theirs)))
        ]

    def _as_of(self, owner: str, unit: Unit) -> Unit:
        """A block as of this Pasal; one of another Pasal of ours comes into it as a new one."""
        if self.home.get(unit.id, owner) == owner:
            return unit
        return replace(unit, id="", list_id="", start=1)

    def _words(
        self,
        owner: str,
        ours: Sequence[Unit],
        place: int,
        gone: Sequence[Unit],
        come: Sequence[Unit],
    ) -> Change:
        units = tuple(come)
        if len(gone) == len(come) == 1:
            units = (_in_place_of(gone[0], come[0]),)
        present = {unit.id for unit in ours} - {unit.id for unit in gone}
        units = tuple(replace(unit, id="") if unit.id in present else unit for unit in units)
        return Change(
            WORDS,
            owner,
            old=tuple(tell_unit(unit, self.teller_now, owner) for unit in gone),
            new=tuple(tell_unit(unit, self.teller_back, owner) for unit in come),
            gone=tuple(unit.id for unit in gone),
            after=ours[place - 1].id if place else "",
            units=units,
        )

    def _as_new(self, unit: Unit, free: Collection[str]) -> Unit:
        """A block with the ids that are free for it, and none of the partner's."""
        in_list = unit.list_id if unit.list_id in self.lists else ""
        return replace(unit, id=unit.id if unit.id in free else "", list_id=in_list)

    def _of_new(self, back: Owner) -> list[Change]:
        """A Pasal of the partner's, or one that was split off; none where we hold it already."""
        if self._is_held(back):
            return []
        units, moved = flatten(back.body), self._blocks_split_off(back)
        kind, told = NEW, f"Pasal baru{self._stands(back.id)}"
        if moved:
            sources = dict.fromkeys(self.home[one] for one in moved)
            names = " dan ".join(map(self.name_of, sources))
            kind, told = SPLIT, f"Dipecah dari {names}{self._stands(back.id)}"
        lines = tuple(tell_unit(unit, self.teller_back, back.id) for unit in units)
        after = self._before_it(back.id)
        new = (back.title, *lines)
        kept = set(moved)
        units = [
            replace(unit, id=unit.id if unit.id in kept else "", list_id="", start=1)
            for unit in units
        ]
        gone = tuple(moved)
        return [Change(kind, back.id, told, (), new, gone, after, tuple(units), back.title)]

    def _blocks_split_off(self, back: Owner) -> list[str]:
        """The blocks of ours that make up at least half of a Pasal of the partner's."""
        units = flatten(back.body)
        ours = [unit.id for unit in units if unit.id in self.home]
        return ours if len(ours) * 2 >= len(units) else []

    def _stands(self, owner: str) -> str:
        """ ", Pasal 9 dalam berkas mitra, sesudah Pasal 8 Jangka Waktu"."""
        place, after = self.places.get(owner, ""), self._before_it(owner)
        told = f", {place} dalam berkas mitra" if place else ""
        return told + (f", sesudah {self.name_of(after)}" if after else ", paling depan")

    def _is_new(self, back: Owner) -> bool:
        return back.id not in self.before and not self._is_held(back)

    def _is_held(self, back: Owner) -> bool:
        ours = [one for one in self.now.articles if one.id not in self.before]
        same = (back.title.casefold(), _keys(back))
        return any((one.title.casefold(), _keys(one)) == same for one in ours)

    def _before_it(self, owner: str, leaving: Collection[str] = ()) -> str:
        """The Pasal of the file before this one that we hold, or that is new as well."""
        ids = [one.id for one in self.returned.articles]
        before = ids[: ids.index(owner)] if owner in ids else []
        known = [
            one
            for one in before
            if one not in leaving and (one in self.present or one not in self.before)
        ]
        return known[-1] if known else ""

    def _moved(self) -> list[Change]:
        """The Pasal that the partner put elsewhere, as few as tell it, unless they stand there."""
        here = [one.id for one in self.now.articles]
        before = [one.id for one in self.base.articles]
        back = [one.id for one in self.returned.articles]
        moved = redline.moved_parts(before, back) & set(here)
        found = []
        for one in [one for one in back if one in moved]:
            after = _last_before(one, back, here)
            if after == _last_before(one, here, here):
                continue
            where = f"sesudah {self.name_of(after)}" if after else "paling depan"
            told = f"Dipindahkan, {where}"
            found.append(Change(MOVED, one, told, after=after))
        return found

    def _deleted(self, now: Owner) -> Change:
        lines = [tell_unit(unit, self.teller_now, now.id) for unit in flatten(now.body)]
        return Change(GONE, now.id, "Pasal dihapus mitra", (now.title, *lines))


def _last_before(one: str, order: list[str], known: Collection[str]) -> str:
    """Behind which of the known ones it stands in this order; "" where it is the first."""
    before = [other for other in order[: order.index(one)] if other in known]
    return before[-1] if before else ""


def _key(unit: Unit) -> str:
    return "|".join(key_of(unit))


def _keys(owner: Owner) -> list[str]:
    return [_key(unit) for unit in flatten(owner.body)]


def _runs_that_differ(ours: list[str], theirs: list[str]) -> list[tuple[int, int, int, int]]:
    """From where to where ours and theirs differ; runs of one length block by block."""
    found = []
    for tag, i, j, k, m in redline.matched_runs(ours, theirs):
        if tag == "replace" and j - i == m - k:
            found += [(i + n, i + n + 1, k + n, k + n + 1) for n in range(j - i)]
        elif tag != "equal":
            found.append((i, j, k, m))
    return [(i, j, k, m) for i, j, k, m in found if ours[i:j] != theirs[k:m]]


def _in_place_of(old: Unit, new: Unit) -> Unit:
    """A block that stands for another keeps its id, and its place in a list of the same kind."""
    kept = replace(new, id=old.id)
    if old.style == new.style and not (old.table or new.table):
        kept = replace(kept, depth=old.depth, list_id=old.list_id, start=old.start)
    return kept


def apply_changes(
    naskah: NaskahText, chosen: Sequence[Change], mandatory: Mapping[str, str]
) -> NaskahText:
    """The naskah with these changes. Raises NotPossible where one cannot be done."""
    made: dict[str, str] = {}
    taken = {name for one in _of_kinds(chosen, SPLIT) for name in one.gone}
    for owner in naskah.owners:
        reworded = [one for one in _of_kinds(chosen, WORDS) if one.owner == owner.id]
        naskah = _reword(naskah, owner.id, reworded, taken)
    for change in _of_kinds(chosen, TITLE, NEW, SPLIT):
        if change.kind == TITLE:
            naskah = operations.rename_article(naskah, change.owner, change.title)
        else:
            naskah, made[change.owner] = _insert(naskah, change, made)
    for change in _of_kinds(chosen, MOVED):
        naskah = _move(naskah, change.owner, made.get(change.after, change.after))
    for change in _of_kinds(chosen, GONE):
        naskah = operations.delete_article(naskah, change.owner, mandatory)
    return operations.look_up_references(naskah, keeps_lost=True)[0]


def _of_kinds(changes: Sequence[Change], *kinds: str) -> list[Change]:
    return [change for change in changes if change.kind in kinds]


def _reword(
    naskah: NaskahText, owner_id: str, changes: Sequence[Change], taken: set[str]
) -> NaskahText:
    said = operations.require_owner(naskah, owner_id).said_in(INDONESIAN)
    units = flatten(said.body)
    if not changes and not any(unit.id in taken for unit in units):
        return naskah
    instead: dict[str, tuple[Unit, ...]] = {}
    behind: dict[str, tuple[Unit, ...]] = {}
    for change in changes:
        if change.gone:
            instead[change.gone[0]] = change.units
        else:
            behind[change.after] = behind.get(change.after, ()) + change.units
    gone = {one for change in changes for one in change.gone} | taken
    found = [*behind.get("", ())]
    for unit in units:
        found += instead.get(unit.id, ())
        found += () if unit.id in gone else (unit,)
        found += behind.get(unit.id, ())
    naskah, body = name_new_blocks(naskah, build(found))
    return naskah.saying(owner_id, INDONESIAN, Said(said.title, body))


def _insert(naskah: NaskahText, change: Change, made: Mapping[str, str]) -> tuple[NaskahText, str]:
    """The new Pasal behind the one it follows, or as the first. What was split off keeps its
    blocks.
    """
    after = made.get(change.after, change.after)
    if naskah.article(after) is None:
        after = ""
    role = role_of(change.owner)
    naskah, one = operations.insert_article(naskah, role, {INDONESIAN: change.title}, after)
    if not change.after:
        naskah = operations.move_article(naskah, one, -len(naskah.articles))
    known = {name for body in naskah.bodies() for name in ids_in(body)}
    units = [replace(unit, id="") if unit.id in known else unit for unit in change.units]
    naskah, body = name_new_blocks(naskah, build(units))
    return naskah.saying(one, INDONESIAN, Said(change.title, body)), one


def _move(naskah: NaskahText, owner: str, after: str) -> NaskahText:
    ids = [one.id for one in naskah.articles]
    if owner not in ids:
        return naskah
    rest = [one for one in ids if one != owner]
    place = rest.index(after) + 1 if after in rest else 0
    return operations.move_article(naskah, owner, place - ids.index(owner))
