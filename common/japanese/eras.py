"""The Japanese eras since 1868."""

YEARS_BEFORE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first of each: 令和6年 is 2018 + 6."""
