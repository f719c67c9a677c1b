"""The office's choices on requirements without an article, and who makes them."""

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.models import LocalNormChoice, LocalNorms
from agreements.regulations.local_norms import (
    LocalNorm,
    NormChoice,
    ends_by_an_act,
    local_norms_of,
    stage_with_norms,
)
from agreements.regulations.vocabulary import Track
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

from .guarding import refuse_if, require_or_refuse


@dataclass(frozen=True)
class ChosenNorm:
    """A local norm of a track and what the office makes of it."""

    norm: LocalNorm
    choice: NormChoice

    @property
    def is_changed(self) -> bool:
        return self.choice is not NormChoice.KEPT


def norms_of_track(track: Track, norms: LocalNorms) -> Iterator[ChosenNorm]:
    """Each local norm as it holds for the stages that cases enter from now on."""
    for norm in local_norms_of(track):
        choices = norms.choices_in(track.code, norm.stage.code)
        yield ChosenNorm(norm, choices.get(norm.need.code, NormChoice.KEPT))


def choose_norm(
    track: Track, key: tuple[str, str], choice: NormChoice, reason: str, user: User
) -> LocalNormChoice:
    """Keep what the head of the office decides on a local norm. Raises Refused."""
    refuse_if(not policy.may_choose_norms(user), "Hanya Kepala Bagian Kerja Sama yang memutuskan.")
    norms = {norm.key: norm for norm in local_norms_of(track)}
    norm = require_or_refuse(norms.get(key), "Syarat itu bukan norma setempat jalur ini.")
    refuse_if(bool(norm.why_fixed), f"Syarat ini tetap wajib: {norm.why_fixed}.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    choices = dict(LocalNorms.read().choices_in(track.code, norm.stage.code))
    refuse_if(
        choices.get(norm.need.code, NormChoice.KEPT) is choice,
        f"Syarat ini sudah “{choice.label.lower()}”.",
    )
    choices[norm.need.code] = choice
    refuse_if(
        ends_by_an_act(norm.stage) and not ends_by_an_act(stage_with_norms(norm.stage, choices)),
        "Tahap ini tidak akan mempunyai syarat wajib lagi. Sisakan sedikitnya satu.",
    )
    return LocalNormChoice.objects.create(
        track_code=track.code,
        stage_code=norm.stage.code,
        requirement_code=norm.need.code,
        choice=choice,
        reason=reason.strip(),
        by=user,
    )
