// Loads the program that works with files beside the page; everything else is in media-wasm.
import init, { start } from "./pkg/pillion_media.js";

// What comes before the program is there waits for it.
const early = [];
self.onmessage = (message) => early.push(message);
await init({ module_or_path: new URL("./pkg/pillion_media_bg.wasm", import.meta.url) });
start();
early.forEach((message) => self.onmessage(message));
