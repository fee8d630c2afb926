// Runs in the page. Seals what it is given with the program that the page's worker for files runs, and with libsodium.js, each on the
// page's own thread; the answers are milliseconds.
(() => {
  const CHUNK = 65536;

  // So many bytes that no program can guess.
  const content = (bytes) => {
    const all = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += CHUNK) crypto.getRandomValues(all.subarray(at, at + CHUNK));
    return all;
  };

  // A disk that takes everything and keeps nothing: how fast a browser writes is measured elsewhere.
  const nothing = {
    truncate() {},
    write: (bytes) => bytes.length,
    flush() {},
    close() {},
  };

  // The program takes orders as it does in its worker.
  const begin = async () => {
    FileSystemFileHandle.prototype.createSyncAccessHandle = async () => nothing;
    const program = await import("/media/pkg/pillion_media.js");
    await program.default({ module_or_path: "/media/pkg/pillion_media_bg.wasm" });
    program.start();
  };

  let started;
  let jobs = 0;

  // How long a file of so many chunks takes from the order to its digest.
  const ours = async (chunks) => {
    await (started ??= begin());
    const bytes = chunks * CHUNK;
    const file = new File([content(bytes)], "file");
    const job = `send:${(++jobs).toString(16).padStart(32, "0")}`;
    const sealed = new Promise((done, failed) => {
      const hear = ({ data }) => {
        if (data.job !== job || data.what || data.step === "at") return;
        removeEventListener("message", hear);
        if (data.step === "sealed") done(performance.now());
        else failed(new Error(data.step));
      };
      addEventListener("message", hear);
    });
    const key = crypto.getRandomValues(new Uint8Array(32));
    const begun = performance.now();
    postMessage({ what: "seal", job, key, bytes, file });
    const took = (await sealed) - begun;
    postMessage({ what: "drop", job, url: "" });
    return took;
  };

  // How long libsodium.js takes for so many chunks, as a stream.
  const theirs = async (chunks) => {
    await sodium.ready;
    const all = content(chunks * CHUNK);
    const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
    const begun = performance.now();
    const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
    for (let at = 0; at < all.length; at += CHUNK) {
      const tag =
        at + CHUNK < all.length
          ? sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
          : sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL;
      sodium.crypto_secretstream_xchacha20poly1305_push(state, all.subarray(at, at + CHUNK), null, tag);
    }
    return performance.now() - begun;
  };

  window.sealing = { ours, theirs };
})();
