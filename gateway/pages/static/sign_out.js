import { showing } from "./alerts.js";
import { call } from "./api.js";
import { find } from "./elements.js";

find("#sign-out").addEventListener("click", showing(async () => {
  await call("DELETE", "/session");
  location.assign("/signin");
}));
