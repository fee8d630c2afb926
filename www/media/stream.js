// Lets a player begin before all of a file is here. The page's service worker stands in for the server that the player asks: it asks this
// page for each stretch, and the page's worker for files gets the sealed bytes of it and opens them.
const films = new Map();
let last = 0;

// An address that the player can ask. The order is one for the whole file; the file is forgotten with the next.
export function stream(order, kind, read, told) {
  films.clear();
  films.set(++last, { order, kind, read, told });
  navigator.serviceWorker.onmessage = answer;
  return `/media/play/${last}`;
}

// At most so much is opened for one question: a player asks on.
const MOST = 1 << 20;

function answer({ data: { play, from, to }, ports: [port] }) {
  const film = films.get(play);
  if (!film) return port.postMessage({ status: 404 });
  const { order, kind, read, told } = film;
  const { bytes } = order;
  if (from >= bytes) return port.postMessage({ status: 416, bytes });
  const end = Math.min(to ?? bytes, from + MOST, bytes);
  const job = `read:${play}:${from}:${++last}`;
  read({ ...order, what: "read", job, from, to: end }, (data, step) => {
    // The player only learns that it failed; the page, why.
    if (!data) told(order.job, step, 0);
    port.postMessage(data ? { status: 206, data, kind, from, end, bytes } : { status: 502 }, data ? [data] : []);
  });
}
