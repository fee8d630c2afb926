// Gets a sealed file from the relay, has each chunk of it opened, and puts the whole into the folder for downloads. What is open
// goes into the browser's own store a few megabytes at a time, so that no file is too large for the page. It has no name
// that anything could open before the last chunk has opened as the last.
const CHUNK = 65552;
const GATHERED = 4 << 20;

async function get(url, token, open) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw answer.status;
  const reader = answer.body.getReader();
  const sealed = new Uint8Array(CHUNK);
  const blobs = [];
  let [filled, plain, size] = [0, [], 0];
  const take = (last) => {
    const opened = open(sealed.subarray(0, filled), last);
    if (!opened) throw 422;
    plain.push(opened);
    size += opened.length;
    filled = 0;
    if (size < GATHERED && !last) return;
    blobs.push(new Blob(plain));
    [plain, size] = [[], 0];
  };
  for (;;) {
    let { done, value } = await reader.read();
    if (done) break;
    while (value.length) {
      if (filled === CHUNK) take(false);
      const piece = value.subarray(0, CHUNK - filled);
      sealed.set(piece, filled);
      filled += piece.length;
      value = value.subarray(piece.length);
    }
  }
  take(true);
  // A type that no browser shows: what the sender says that it is must not make it run.
  return new Blob(blobs, { type: "application/octet-stream" });
}

// 200 when it is done, 422 when it is not what was sent, 0 without a connection, else what the relay has answered.
globalThis.pillionDownload = async (url, token, name, open) => {
  try {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await get(url, token, open));
    link.download = name;
    link.click();
    // The browser has begun by then; otherwise it would keep the bytes as long as the page lives.
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return 200;
  } catch (status) {
    return Number(status) || 0;
  }
};
