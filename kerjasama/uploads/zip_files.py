"""What is known of ZIP files that came from outside, whatever is packed in them."""

import re
import zipfile

# What a file that is no whole ZIP, or is locked by a password, makes its reader raise.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
# Members of an Office file that can act by themselves.
MACROS = re.compile(r"vbaproject|vbadata|activex|\.bin$", re.IGNORECASE)
