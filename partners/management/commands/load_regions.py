from typing import Any

from django.core.management.base import BaseCommand

from kerjasama.reference import OWN_REGION, Region, read_regions
from partners.models import Partner, PartnerKind

HEADS = {"provinsi": "Gubernur", "kabupaten": "Bupati", "kota": "Wali Kota"}


class Command(BaseCommand):
    help = (
        "Creates the regional governments that are missing as mitra, except our own; harmless to"
        " repeat."
    )

    def handle(self, **options: Any) -> None:
        """Create what is missing, and say how many that was."""
        governments = [
            government_of_region(region)
            for region in read_regions()
            if region.level in HEADS and region.code != OWN_REGION
        ]
        before = Partner.objects.count()
        Partner.objects.bulk_create(governments, ignore_conflicts=True)
        self.stdout.write(
            f"Pemerintah daerah: {Partner.objects.count() - before} new of {len(governments)}"
        )


def government_of_region(region: Region) -> Partner:
    """The government of a region as a mitra, not saved yet."""
    place = region.name.split(maxsplit=1)[1]
    return Partner(
        name=f"Pemerintah {region.name}",
        kind=PartnerKind.REGION,
        region_code=region.code,
        representative_position=f"{HEADS[region.level]} {place}",
    )
