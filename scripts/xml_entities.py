#!/usr/bin/env python3
"""Writes the table of entity names: scripts/xml_entities.py > base/xml/xml_entities.inc

The names of HTML 5 are those of Python's html.entities. ISO 8879 adds Greek letters under names of its own.
"""
from html.entities import html5

# ISO 8879-1986 ISOgrk1, in the order of the code points from alpha (U+03B1) to omega (U+03C9).
LETTERS = "a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh".split()
# ISOgrk2, the accented letters in lower case.
ACCENTED = {"aac": 0x3AC, "eac": 0x3AD, "eeac": 0x3AE, "iac": 0x3AF, "idi": 0x3CA, "udi": 0x3CB, "oac": 0x3CC,
            "uac": 0x3CD, "ohac": 0x3CE}


def iso_greek():
    """Capitals of two letters are found as `THgr` and as `Thgr`; final sigma has no capital."""
    names = {name + "gr": code for name, code in ACCENTED.items()}
    for code, name in enumerate(LETTERS, 0x3B1):
        names[name + "gr"] = code
        if name != "sf":
            names[name.upper() + "gr"] = names[name.capitalize() + "gr"] = code - 0x20
    return names


def main():
    rows = {name[:-1]: [ord(c) for c in text] for name, text in html5.items() if name.endswith(";")}
    rows.update((name, [code]) for name, code in iso_greek().items())
    print("// Written by scripts/xml_entities.py.")
    line = ""
    for name in sorted(rows):
        row = f'{{"{name}", ' + ", ".join(f"0x{code:X}" for code in rows[name]) + "},"
        if len(line) + len(row) + 1 > 120:
            print(line)
            line = ""
        line += (" " if line else "") + row
    print(line)


main()
