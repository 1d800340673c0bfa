// File types as people call them.

const LABELS = {
  docx: "Word", docm: "Word（マクロ）", doc: "Word（旧）", xlsx: "Excel", xlsm: "Excel（マクロ）", xlsb: "Excel（バイナリ）", xls: "Excel（旧）",
  pptx: "PowerPoint", pptm: "PowerPoint（マクロ）", ppt: "PowerPoint（旧）", odt: "OpenDocument 文書", ods: "OpenDocument 表", odp: "OpenDocument 発表",
  pdf: "PDF", txt: "テキスト", text: "テキスト", md: "Markdown", csv: "CSV", html: "HTML", rtf: "リッチテキスト", jtd: "一太郎", xdw: "DocuWorks", xbd: "DocuWorks",
  eml: "メール", msg: "メール（Outlook）", zip: "ZIP", png: "画像（PNG）", jpg: "画像（JPEG）", jpeg: "画像（JPEG）", tiff: "画像（TIFF）", bmp: "画像（BMP）", gif: "画像（GIF）", image: "画像",
};

export const typeLabel = (type) => LABELS[type] ?? type;
