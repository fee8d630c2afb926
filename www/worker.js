// Keeps the page itself, so that it starts without a network and says so. Nothing else goes through here: no message, no
// file of a message, no connection. The relay is always asked first; what is kept here is only for when it cannot be reached.
const SHELL = "shell";

const FILES = [
  "/",
  "/app.js",
  "/shell.js",
  "/picture.js",
  "/media.js",
  "/pkg/pillion_client.js",
  "/pkg/pillion_client_bg.wasm",
  "/pkg/__wasm_split.js",
  "/pkg/split_dialogs.wasm",
  "/style.css",
  "/linking.css",
  "/thread.css",
  "/groups.css",
  "/actions.css",
  "/dialogs.css",
  "/narrow.css",
  "/logo.svg",
  "/logo-unread.svg",
  "/manifest.webmanifest",
];

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(forget()));

// All files of one build or none: the page says when it has started.
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES)).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || !FILES.includes(pathname)) return;
  event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});

async function kept(request) {
  const shell = await caches.open(SHELL);
  return (await shell.match(request, { ignoreSearch: true, ignoreVary: true })) ?? Response.error();
}

// Of older workers.
async function forget() {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
}
