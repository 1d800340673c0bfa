// Who the users and groups of the file servers are: the table as CSV, taken in and given back.

import { showing } from "./alerts.js";
import { upload } from "./api.js";
import { element, find } from "./elements.js";
import { FileField } from "./file_field.js";
import { exportTo } from "./exporting.js";
import { count } from "./wording.js";

const ADDRESS = "/v1/search/identities";

export function bindIdentities() {
  const form = find("#identities");
  const file = new FileField(form);
  find("#identities-export").addEventListener("click", showing(() => exportTo(ADDRESS, "対応表.csv")));
  form.addEventListener("submit", showing(async () => {
    file.check();
    if (!confirm("いまの対応表を、すべてこのファイルの内容に置き換えますか。次の検索から効きます。")) return;
    const { lines } = await upload(ADDRESS, new FormData(form), { method: "PUT" });
    find("#identities-said").replaceChildren(element("div", { class: "good" }, element("p", {}, `${count(lines)}行の対応表に置き換えました。`)));
    form.reset();
  }));
}
