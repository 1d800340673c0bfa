import { showing } from "./alerts.js";
import { call } from "./api.js";
import { find } from "./elements.js";

const form = find("#sign-in");
const key = find("#key");

find("#show-key").addEventListener("change", (event) => {
  key.type = event.target.checked ? "text" : "password";
});

form.addEventListener("submit", showing(async () => {
  await call("POST", "/session", { body: { key: key.value } });
  location.replace(form.dataset.back);
}));
