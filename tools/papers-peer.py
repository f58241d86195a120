"""What pyHanko says about signed papers, against what it must say.

Usage: papers-peer.py FOLDER, which holds root.der, signed-*.pdf (must hold) and spoilt-*.pdf (must not).
"""

import logging
import sys
from datetime import datetime, timezone
from pathlib import Path

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

# It tells at length why it refuses; whether it does is what counts here.
logging.disable(logging.CRITICAL)

folder = Path(sys.argv[1])
root = x509.Certificate.load((folder / "root.der").read_bytes())
# A moment within the certificates' time, so that the test says the same in ten years.
moment = datetime(2026, 12, 1, tzinfo=timezone.utc)


def sound(path):
    """True when every signature holds and the last one covers the whole file."""
    with path.open("rb") as file:
        signatures = PdfFileReader(file, strict=True).embedded_signatures
        if not signatures:
            return False
        for place, signature in enumerate(signatures):
            context = ValidationContext(trust_roots=[root], moment=moment, allow_fetching=False)
            status = validate_pdf_signature(signature, signer_validation_context=context)
            last = place == len(signatures) - 1
            covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
            if not status.bottom_line or (last and not covered):
                return False
        return len(signatures)


passed = failed = 0
for path in sorted(folder.glob("signed-*.pdf")) + sorted(folder.glob("spoilt-*.pdf")):
    try:
        said = sound(path)
    except Exception as wrong:  # a file that cannot be read is refused too
        said = False
        if path.name.startswith("signed"):
            print(f"{path.name}: {type(wrong).__name__}: {wrong}")
    if bool(said) == path.name.startswith("signed"):
        passed += 1
    else:
        failed += 1
        print(f"failed: pyHanko says {said} of {path.name}")
print(f"pyHanko: {passed} passed, {failed} failed")
sys.exit(failed > 0)
