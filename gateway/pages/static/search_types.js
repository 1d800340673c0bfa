// File types as people call them.

const LABELS = {
  docx: "Word", doc: "Word（旧）", xlsx: "Excel", xls: "Excel（旧）", pptx: "PowerPoint", ppt: "PowerPoint（旧）",
  pdf: "PDF", txt: "テキスト", text: "テキスト", md: "Markdown", csv: "CSV", html: "HTML", eml: "メール", jtd: "一太郎", image: "画像",
};

export const typeLabel = (type) => LABELS[type] ?? type;
