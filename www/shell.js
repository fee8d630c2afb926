// The page as an installed program: keeps itself for a start without a network, and notices that the relay has a newer one.
const BUILD = "./pkg/pillion_client_bg.wasm";

// What the relay serves now; undefined if it cannot be asked.
async function build() {
  try {
    const answer = await fetch(BUILD, { method: "HEAD", cache: "no-store" });
    return (answer.ok && answer.headers.get("etag")?.replace("W/", "")) || undefined;
  } catch {
    return undefined;
  }
}

let own;

async function compare() {
  const served = await build();
  own ??= served;
  if (served && served !== own) dispatchEvent(new Event("pillion-newer"));
}

// The page says that its connection is open: after an outage the relay may be another one.
addEventListener("pillion-connected", compare);
compare();

const workers = navigator.serviceWorker;
workers
  ?.register("./worker.js")
  .then(() => workers.ready)
  .then((ready) => ready.active?.postMessage("keep"))
  // A private window may have no workers; the page works without.
  .catch(() => {});
