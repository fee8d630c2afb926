// Loads the page's program and starts it; everything else is in client-wasm.
import init, { start } from "./pkg/pillion_client.js";
import "./media.js";

try {
  await init({ module_or_path: new URL("./pkg/pillion_client_bg.wasm", import.meta.url) });
  start();
  // Not before the page is there: it has time.
  import("./shell.js");
  import("./picture.js");
} catch (error) {
  const sentence = document.createElement("p");
  sentence.className = "boot";
  sentence.setAttribute("role", "alert");
  const words = navigator.language?.startsWith("de")
    ? "Pillion konnte in diesem Browser nicht starten. Laden Sie die Seite neu; hilft das nicht, aktualisieren Sie den Browser."
    : "Pillion could not start in this browser. Reload the page; if that does not help, update the browser.";
  sentence.textContent = `${words} (${error})`;
  document.body.replaceChildren(sentence);
}
