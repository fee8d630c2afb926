// Loads the page's program and starts it; everything else is in client-wasm.
import init, { start } from "./pkg/pillion_client.js";

try {
  await init({ module_or_path: new URL("./pkg/pillion_client_bg.wasm", import.meta.url) });
  start();
} catch (error) {
  const sentence = document.createElement("p");
  sentence.className = "boot";
  sentence.setAttribute("role", "alert");
  sentence.textContent =
    "Pillion could not start in this browser. Reload the page; if that does not help, update the browser. (" + error + ")";
  document.body.replaceChildren(sentence);
}
