// Keeps the page itself, so that it starts without a network and says so. The relay is always asked first; what is kept here is only
// for when it cannot be reached. And it stands between a player and the page that shows it (media/stream.js): what is played is opened by
// the page, and neither fetched nor kept here. Nothing else goes through here: no message, no connection.
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
  "/voice.css",
  "/dialogs.css",
  "/narrow.css",
  "/logo.svg",
  "/logo-unread.svg",
  "/manifest.webmanifest",
];

self.addEventListener("install", () => self.skipWaiting());

// The page that is open may play something before it is loaded again.
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([forget(), self.clients.claim()])));

// All files of one build or none: the page says when it has started.
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES)).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  const play = origin === self.location.origin && /^\/media\/play\/([0-9]+)$/.exec(pathname);
  if (play) return event.respondWith(played(event, Number(play[1])));
  if (method !== "GET" || origin !== self.location.origin || !FILES.includes(pathname)) return;
  event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});

// A stretch of what a page plays, as that page opens it. Only a player gets it: nothing that a peer sends becomes a page of this origin.
async function played({ request, clientId }, play) {
  const page = ["video", "audio"].includes(request.destination) && (await self.clients.get(clientId));
  if (!page) return Response.error();
  const [, from, to] = /^bytes=([0-9]+)-([0-9]*)$/.exec(request.headers.get("range") ?? "") ?? [0, "0", ""];
  const { port1, port2 } = new MessageChannel();
  const said = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
  page.postMessage({ play, from: Number(from), to: to ? Number(to) + 1 : undefined }, [port2]);
  const { status, data, kind, from: first, end, bytes } = await said;
  if (status !== 206) return new Response(null, { status });
  return new Response(data, {
    status,
    headers: {
      "content-type": kind,
      "content-range": `bytes ${first}-${end - 1}/${bytes}`,
      "content-length": `${end - first}`,
      "accept-ranges": "bytes",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function kept(request) {
  const shell = await caches.open(SHELL);
  return (await shell.match(request, { ignoreSearch: true, ignoreVary: true })) ?? Response.error();
}

// Of older workers.
async function forget() {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
}
