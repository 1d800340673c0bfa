// The snapshots of the index: taken, restored and deleted.

import { showing } from "./alerts.js";
import { call, get } from "./api.js";
import { element } from "./elements.js";
import { count, dateTime, size } from "./wording.js";

const PATH = "/v1/search/index/snapshots";

export class Snapshots {
  /** `follow(job)` shows a job to its end and draws this list again. */
  constructor(list, empty, follow) {
    Object.assign(this, { list, empty, follow });
  }

  async draw() {
    const found = await get(PATH);
    this.empty.hidden = found.length > 0;
    this.list.replaceChildren(...found.map((each) => this.line(each)));
  }

  async take() {
    await this.follow(await call("POST", PATH));
  }

  line(snapshot) {
    const { name, made_at: madeAt, bytes, documents, sources, trouble } = snapshot;
    const title = madeAt ? `${dateTime(madeAt)} の控え` : `控え ${name}`;
    const about = bytes == null ? "" : `${count(documents)}件の文書、${size(bytes)}（${sources.join("、") || "検索対象なし"}）`;
    const button = (said, kind, action) => element("button", { type: "button", class: `button small ${kind}`, "aria-label": `${title}${said}`, onclick: showing(action) }, said.slice(1));
    return element(
      "li", {},
      element("div", {}, element("h3", {}, title), about && element("p", {}, about), trouble && element("p", { class: "hint" }, trouble)),
      element("div", { class: "snapshot-actions" }, !trouble && button("に戻す", "secondary", () => this.restore(name, title)), button("を消す", "quiet", () => this.remove(name, title))),
    );
  }

  async restore(name, title) {
    if (!confirm(`${title}に戻しますか。いまの索引は、この控えと入れ替わります。もとのファイルは変わりません。`)) return;
    await this.follow(await call("POST", `${PATH}/${encodeURIComponent(name)}/restore`));
  }

  async remove(name, title) {
    if (!confirm(`${title}を消しますか。元に戻せません。`)) return;
    await call("DELETE", `${PATH}/${encodeURIComponent(name)}`);
    await this.draw();
  }
}
