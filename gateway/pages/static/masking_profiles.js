// 公開区分: what may be chosen from.

import { get } from "./api.js";
import { element, find } from "./elements.js";

/** All of them, when they stand in the field `#profile`. */
export async function fillProfiles() {
  const profiles = await get("/v1/masking/profiles");
  find("#profile").replaceChildren(...profiles.map(({ name, title }) => element("option", { value: name }, title)));
  return profiles;
}
