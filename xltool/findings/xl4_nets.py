"""XL4xx: the nets that a sheet states, and what stands between them."""

from __future__ import annotations

from xltool.findings.finding import INFO, Code

BELOW_NET = Code(
    "XL442", INFO, "Rader mellan nettokostnaden och resultatet",
    "{names} står under {net} och räknas till {kind}, så {shown} i resultatet är mer än {stated} på bladet.",
    "Inget behöver göras om raderna hör till nämndens resultat.",
    "Kommunbidrag är en intäkt för nämnden, men bladet räknar det först efter nettokostnaden.",
    "Kommunbidrag står mellan Nettokostnad och Årets resultat.",
    "Skriv kommunbidraget ovanför summan av intäkterna, om det ska räknas in där.",
)  # fmt: skip


NET_TURNED = Code(
    "XL443", INFO, "Nettoradens tecken",
    "{name} är läst med plus för {plus}, för då stämmer raden med summan av raderna.",
    "Inget behöver göras. I resultatet är ett underskott plus.",
    "Raden med resultatet skrivs ofta med ett annat tecken än raderna ovanför.",
    "Över-/underskott är 93 när intäkterna är 93 större än kostnaderna.",
    "Skriv nettoraden som summan av raderna.",
)  # fmt: skip
