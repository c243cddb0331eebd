"""What eyes make of colours: contrast as WCAG 2.1 counts it, and colours as people see them who lack a cone."""

from __future__ import annotations

Rgb = tuple[float, float, float]  # 0 to 1, linear light

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15 (2009): severity 1.0, for linear light.
MISSING = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def linear(colour: str) -> Rgb:
    """`#rrggbb` in linear light."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, "contrast ratio" and "relative luminance")."""
    low, high = sorted(_luminance(linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(light: Rgb) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def apart(one: str, other: str, missing: str) -> float:
    """How far two colours are apart for eyes without a cone: the distance in CIE 1976 L*a*b*, about 2 just seen."""
    first, second = _lab(_seen(linear(one), missing)), _lab(_seen(linear(other), missing))
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5


def _seen(light: Rgb, missing: str) -> Rgb:
    red, green, blue = (
        min(1.0, max(0.0, sum(factor * part for factor, part in zip(row, light, strict=True))))
        for row in MISSING[missing]
    )
    return red, green, blue


def _lab(light: Rgb) -> Rgb:
    red, green, blue = light
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
