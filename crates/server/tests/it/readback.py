"""Prints as JSON what python-docx reads in a Word report: texts, tables and every content control with its tag."""

import json
import sys

import docx
from docx.oxml.ns import qn

document = docx.Document(sys.argv[1])
body = document.element.body


def text(element):
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))


def tag(control):
    return control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))


section = document.sections[0]
print(
    json.dumps(
        {
            "controls": [[tag(control), text(control)] for control in body.iter(qn("w:sdt"))],
            "headings": [p.text for p in document.paragraphs if p.style.name.lower().startswith("heading")],
            "tables": [[[text(cell._tc) for cell in row.cells] for row in table.rows] for table in document.tables],
            "page": [round(section.page_width.mm), round(section.page_height.mm)],
            "text": text(body),
        }
    )
)
