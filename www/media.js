// Stands between the page and its worker for files. It keeps the files that a person has chosen, dropped or pasted, as long as the
// page lives; hands orders on to the worker, which it starts when there is the first; and gives what was opened to the browser.
const chosen = new Map();
const names = new Map();
const kinds = new Map();
const busy = new Set();
let shown;
let last = 0;
let told = () => {};
let worker;

function give(order) {
  busy.add(order.job);
  worker ??= begin();
  worker.postMessage(order);
}

function begin() {
  const made = new Worker(new URL("./media/worker.js", import.meta.url), { type: "module" });
  made.onmessage = ({ data }) => heard(data);
  // It could not be loaded, or has run out of memory: all that it was to do is tried again later.
  made.onerror = () => {
    made.terminate();
    worker = undefined;
    for (const job of [...busy]) heard({ job, step: "network", bytes: 0 });
  };
  return made;
}

function heard({ job, step, bytes, digest, blob }) {
  if (step !== "at") busy.delete(job);
  if (!blob) return told(job, step, Number(bytes), digest);
  if (names.has(job)) {
    save(blob, names.get(job));
    return told(job, step, Number(bytes));
  }
  // It may not be looked at any more.
  if (!kinds.has(job)) return;
  shown = URL.createObjectURL(new Blob([blob], { type: kinds.get(job) }));
  told(job, "shown", Number(bytes), undefined, shown);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun by then; otherwise it would keep the bytes as long as the page lives.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

globalThis.pillionMedia = {
  hear(all) {
    told = all;
  },

  order(what, file, key, bytes, url, number) {
    const job = `send:${file}`;
    const order = { what, job, key: key.slice(), bytes, url };
    if (what === "seal") {
      order.file = chosen.get(number);
      chosen.delete(number);
      if (!order.file) return void setTimeout(told, 0, job, "source", 0);
    }
    // What was never begun has nothing to stop.
    if (what === "stop" && !worker) return;
    give(order);
  },

  open(message, key, bytes, url, digest, name) {
    const job = `open:${message}`;
    names.set(job, name);
    give({ what: "open", job, key: key.slice(), bytes, url, digest: digest.slice() });
  },

  // One picture at a time. Its kind is one of those that can hold no program.
  show(message, key, bytes, url, digest, kind) {
    this.hide();
    const job = `view:${message}`;
    kinds.set(job, kind);
    give({ what: "open", job, key: key.slice(), bytes, url, digest: digest.slice() });
  },

  hide() {
    for (const job of kinds.keys()) if (busy.delete(job)) worker?.postMessage({ what: "stop", job });
    kinds.clear();
    if (shown) URL.revokeObjectURL(shown);
    shown = undefined;
  },

  // Removes the sealed bytes of all files but these.
  async tidy(files) {
    if (!files.length) worker = void worker?.terminate();
    const root = await navigator.storage?.getDirectory?.().catch(() => {});
    const folder = await root?.getDirectoryHandle("outgoing").catch(() => {});
    if (!folder) return;
    for await (const name of folder.keys()) if (!files.includes(name)) folder.removeEntry(name).catch(() => {});
  },
};

// The field behind the button for files hears of all of them.
function offer(files) {
  const field = document.querySelector("[data-attach]");
  if (!field || !files?.length) return false;
  const detail = Array.from(files, (file) => {
    chosen.set(++last, file);
    return [last, file.name, file.type, file.size];
  });
  field.dispatchEvent(new CustomEvent("pillion-files", { detail }));
  for (const [number] of detail) look(number, chosen.get(number));
  return true;
}

// A file that looks like nothing is sent all the same.
async function look(number, file) {
  try {
    const { look } = await import("./media/look.js");
    const [width, height, bytes] = await look(file);
    if (Math.max(width, height) < 65536) told(`look:${number}`, "look", width * 65536 + height, bytes);
  } catch {}
}

addEventListener("change", ({ target }) => {
  if (target.dataset?.attach === undefined) return;
  offer(target.files);
  // The same file may be chosen again.
  target.value = "";
});

addEventListener("paste", (event) => {
  if (offer(event.clipboardData?.files)) event.preventDefault();
});

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const mark = (on) => document.body.toggleAttribute("data-dragging", on && !!document.querySelector("[data-attach]"));

addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  // Otherwise the browser would open the file in place of the page.
  event.preventDefault();
  mark(true);
});

addEventListener("dragleave", (event) => event.relatedTarget || mark(false));

addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  mark(false);
  offer(event.dataTransfer.files);
});
