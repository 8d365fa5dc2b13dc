"""How colours look to someone with deuteranopia, and on a grey print.

The matrix is that of Machado, Oliveira and Fernandes (2009) for full severity, on linear RGB; the grey is the
luminance of sRGB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colours = NDArray[np.float64]  # (…, 3), linear, 0 to 1

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
SIGHTS = {
    "full": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "grey": np.tile(_LUMINANCE, (3, 1)),
}


def seen(colour: str, sight: str) -> Colours:
    """The colour `#RRGGBB` as that sight sees it."""
    stored: Colours = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    eye: Colours = np.clip(_linear(stored) @ SIGHTS[sight].T, 0, 1)
    return eye


def difference(first: str, second: str, sight: str = "full") -> float:
    """CIE 1976's colour difference; 2 is just to be seen side by side, 10 at a glance."""
    return float(np.linalg.norm(_lab(seen(first, sight)) - _lab(seen(second, sight))))


def contrast(first: str, second: str) -> float:
    """WCAG's contrast of two colours, from 1 to 21."""
    light, dark = sorted((float(seen(c, "full") @ _LUMINANCE) for c in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def simulated(picture: Image.Image, sight: str) -> Image.Image:
    """The picture as that sight sees it."""
    linear = _linear(np.asarray(picture.convert("RGB"), dtype=np.float64) / 255)
    changed = np.clip(linear @ SIGHTS[sight].T, 0, 1)
    stored = np.where(changed <= 0.0031308, changed * 12.92, 1.055 * changed ** (1 / 2.4) - 0.055)
    return Image.fromarray(np.rint(stored * 255).astype(np.uint8))


def _linear(stored: Colours) -> Colours:
    return np.where(stored <= 0.04045, stored / 12.92, ((stored + 0.055) / 1.055) ** 2.4)


def _lab(linear: Colours) -> Colours:
    xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    scaled = (xyz @ linear) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(scaled > 216 / 24389, np.cbrt(scaled), (24389 / 27 * scaled + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
