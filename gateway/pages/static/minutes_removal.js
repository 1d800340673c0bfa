// A meeting deleted whole: its recording, its text and every version of it.

import { showing } from "./alerts.js";
import { call } from "./api.js";

export const removalQuestion = (title) => `「${title}」を消しますか。録音、発言、議事録が、前の版も含めてすべて消え、元に戻せません。`;

export class Removal {
  constructor(button, edits) {
    Object.assign(this, { button, edits });
    button.addEventListener("click", showing(() => this.ask()));
  }

  show(found) {
    this.title = found.title;
  }

  async ask() {
    if (!confirm(removalQuestion(this.title))) return;
    await this.edits.last; // what is on its way is not to arrive after the end
    await call("DELETE", this.edits.address);
    location.assign("/");
  }
}
