// Stands between the page and its worker for files. It keeps the files that a person has chosen, dropped, pasted or spoken, as long as
// the page lives; hands orders on to the worker, which it starts when there is the first; and gives what was opened to the browser.
const chosen = new Map();
const wanted = new Map();
const busy = new Set();
const reads = new Map();
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

function heard({ job, step, bytes, digest, blob, data }) {
  if (step !== "at") busy.delete(job);
  if (reads.has(job)) {
    reads.get(job)(data, step);
    return reads.delete(job);
  }
  if (!blob) return told(job, step, Number(bytes), digest);
  const [use, rest] = wanted.get(job) ?? [];
  if (use === "save") save(blob, rest);
  else if (use === "play") player().then(({ play }) => play(job.slice(5), new Blob([blob], { type: rest }), told));
  else if (use !== "view") return;
  // It may not be looked at any more: then it is not wanted either.
  else return void view(job, blob, rest);
  told(job, step, Number(bytes));
}

// Some pictures must not be unpacked.
async function view(job, blob, kind) {
  const fits = !kind.startsWith("image/") || (await import("./media/size.js").then(({ fits }) => fits(blob)).catch(() => false));
  if (!wanted.has(job)) return;
  if (fits) show(job, URL.createObjectURL(new Blob([blob], { type: kind })));
  else told(job, "strange", 0);
}

function show(job, place) {
  shown = place;
  told(job, "shown", 0, undefined, place);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun by then; otherwise it would keep the bytes as long as the page lives.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// What is looked at or listened to is dropped before the next.
function end(use) {
  for (const job of [...wanted.keys()].filter((job) => job.startsWith(use))) {
    wanted.delete(job);
    if (busy.delete(job)) worker?.postMessage({ what: "stop", job });
  }
}

// Each is loaded when it is first needed.
let playing;
let speaking;
const player = () => (playing ??= import("./media/player.js"));
const recorder = () => (speaking ??= import("./media/recorder.js"));

// One who speaks keeps what he said as a file that was chosen.
function keep(file) {
  chosen.set(++last, file);
  return last;
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

  // Gets a file to save it under a name, or to look at it or play it as a type that can hold no program.
  get(use, message, key, bytes, url, digest, rest) {
    if (use !== "save") this.end(use);
    const job = `${use}:${message}`;
    wanted.set(job, [use, rest]);
    const order = { what: "open", job, key: key.slice(), bytes, url, digest: digest.slice() };
    // Films and sounds begin before all of them is here, where the browser lets a worker stand in for a server.
    if (use === "view" && !rest.startsWith("image/") && navigator.serviceWorker?.controller)
      import("./media/stream.js").then(({ stream }) => wanted.has(job) && show(job, stream(order, rest, read, told)));
    else give(order);
  },

  end(use) {
    end(use);
    if (use === "play") return void playing?.then(({ end }) => end());
    if (use !== "view") return;
    if (shown) URL.revokeObjectURL(shown);
    shown = undefined;
  },

  // Listens to the microphone, or to what it was told.
  sound(what, number) {
    if (what === "drop" && !speaking) return;
    const speaks = ["record", "rest", "goOn", "stop", "drop"].includes(what);
    (speaks ? recorder() : player()).then((all) => all[what](number, told, keep));
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

// A stretch of a file, opened.
function read(order, then) {
  reads.set(order.job, then);
  give(order);
}

// The field behind the button for files hears of all of them.
function offer(files) {
  const field = document.querySelector("[data-attach]");
  if (!field || !files?.length) return false;
  const detail = Array.from(files, (file) => {
    return [keep(file), file.name, file.type, file.size];
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
