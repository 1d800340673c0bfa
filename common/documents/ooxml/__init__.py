"""Office Open XML (ECMA-376): packages, markup, and text held in runs."""
