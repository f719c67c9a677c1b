"""What the articles of Permendagri 22/2020 say, in our own words. Keys follow "Pasal "."""

from .p22_naskah_and_sinergi import NASKAH_AND_SINERGI
from .p22_with_regions import WITH_REGIONS
from .p22_with_third_parties import WITH_THIRD_PARTIES

SAYS = WITH_REGIONS | WITH_THIRD_PARTIES | NASKAH_AND_SINERGI
