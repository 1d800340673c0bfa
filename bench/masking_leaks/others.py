"""PDFs, pages, mails and tables that hide a person, different ones each time."""

from email.message import EmailMessage
from html import escape
from pathlib import Path
from random import Random

from bench.masking_leaks.people import Person

FONT = Path("/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf")


def pdf(path: Path, who: Person, random: Random) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    fonts = ["HeiseiMin-W3"]
    if FONT.exists():
        pdfmetrics.registerFont(TTFont("ipag", str(FONT)))
        fonts = ["ipag", "ipag", "HeiseiMin-W3"]
    canvas = Canvas(str(path))
    for _ in range(random.randrange(1, 4)):
        canvas.setFont(random.choice(fonts), random.choice((9, 10.5, 14)))
        for line in range(random.randrange(2, 20)):
            canvas.drawString(60 + random.randrange(40), 780 - 30 * line, who.sentence(random))
        if random.random() < 0.5:
            canvas.drawString(60, 60, who.name)
            canvas.rect(55, 54, 120, 22, fill=1)
        if random.random() < 0.4:
            canvas.textAnnotation(f"{who.name} {who.phone}", Rect=[10, 10, 50, 50])
        if random.random() < 0.3:
            canvas.acroForm.textfield(
                name=f"f{random.random()}", value=who.phone, x=300, y=60, width=150, height=20
            )
        canvas.bookmarkPage("top")
        canvas.showPage()
    if random.random() < 0.5:
        canvas.addOutlineEntry(who.name, "top")
    canvas.setAuthor(who.name)
    canvas.setSubject(who.phone)
    canvas.save()
    _furnish(path, who, random)


def _furnish(path: Path, who: Person, random: Random) -> None:
    import pikepdf as kit

    with kit.open(path, allow_overwriting_input=True) as file:
        if random.random() < 0.5:
            file.attachments[f"{who.name}.txt"] = f"{who.name} {who.phone}".encode()
        if random.random() < 0.5:
            file.Root.OpenAction = kit.Dictionary(S=kit.Name.JavaScript, JS=f"app.alert('{who.name}')")
        if random.random() < 0.5:
            with file.open_metadata() as metadata:
                metadata["dc:creator"] = [who.name]
        if random.random() < 0.4:
            layer = file.make_indirect(kit.Dictionary(Type=kit.Name.OCG, Name=who.name))
            file.Root.OCProperties = kit.Dictionary(OCGs=[layer], D=kit.Dictionary(OFF=[layer]))
            page = file.pages[0]
            page.obj.Resources.Properties = kit.Dictionary(L=layer)
            page.contents_add(f"/OC /L BDC BT /F1 12 Tf 100 20 Td ({who.phone}) Tj ET EMC".encode())
        if random.random() < 0.4:
            for page in file.pages:
                page.rotate(random.choice((0, 90, 180, 270)), relative=False)
        if random.random() < 0.4:
            file.pages[0].obj.PieceInfo = kit.Dictionary(A=who.name)
        file.save(path)
    if random.random() < 0.4:
        content = path.read_bytes()
        with kit.open(path, allow_overwriting_input=True) as file:
            del file.pages[1:]
            file.save(path)
        path.write_bytes(content + b"\n" + path.read_bytes())


def html(path: Path, who: Person, random: Random) -> None:
    corners = [
        f"<!-- {who.name} -->",
        f"<script>const owner = '{who.name}'</script>",
        f'<img alt="{who.name}の写真" src="a.png">',
        f'<a href="mailto:x@example.jp?subject={who.name}" title="{who.phone}">連絡</a>',
        f'<input type="hidden" value="{who.phone}">',
        f"<ruby>{who.name}<rt>{who.reading}</rt></ruby>",
        f'<p data-owner="{who.name}">x</p>',
    ]
    body = "".join(f"<p>{escape(who.sentence(random))}</p>" for _ in range(3))
    body += f"<p>{who.name[:1]}<b>{who.name[1:]}</b></p>" + "".join(random.sample(corners, 4))
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>{who.name}</title><meta name="author" content="{who.name}"></head>'
        f"<body>{body}</body></html>",
        encoding="utf-8",
    )


def eml(path: Path, who: Person, random: Random) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = (
        f"{who.name}の件",
        f"{who.name} <a@example.jp>",
        "b@example.jp",
    )
    mail["X-Owner"] = who.phone
    mail.set_content("\n".join(who.sentence(random) for _ in range(4)))
    if random.random() < 0.5:
        mail.add_alternative(f"<p>{who.name}<!-- {who.phone} --></p>", subtype="html")
    if random.random() < 0.5:
        mail.add_attachment(who.name.encode(), maintype="text", subtype="plain", filename=f"{who.name}.txt")
    path.write_bytes(mail.as_bytes())


def csv(path: Path, who: Person, random: Random) -> None:
    rows = ["氏名,電話,備考", *(f'"{who.name}",{who.phone},"{who.sentence(random)}"' for _ in range(5))]
    path.write_text("\r\n".join(rows), encoding="utf-8")
