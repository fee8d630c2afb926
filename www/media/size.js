// How large a picture is, by what its head says. A few hundred bytes can name more pixels than a computer has memory for, and a browser
// that unpacks them ends the page: so none is unpacked that does not say how large it is, or is larger than any camera makes them.
const MOST = 120e6;

// The head of a JPEG may hold a map of depths or a small picture before it says its size.
const HEAD = 4 << 20;

export async function fits(file) {
  const [width, height] = size(new DataView(await file.slice(0, HEAD).arrayBuffer())) ?? [];
  return width > 0 && height > 0 && width * height <= MOST;
}

// Width and height. What is not there throws.
function size(head) {
  const long = (at) => head.getUint32(at);
  const short = (at) => head.getUint16(at);
  const intel = (at) => head.getUint16(at, true);
  if (long(0) === 0x89504e47) return [long(16), long(20)];
  if (short(0) === 0xffd8) return jpeg(short);
  if (long(0) === 0x47494638) return gif(head, intel);
  if (short(0) === 0x424d) {
    if (head.getUint32(14, true) === 12) return [intel(18), intel(20)];
    return [18, 22].map((at) => Math.abs(head.getInt32(at, true)));
  }
  if (long(0) === 0x52494646 && long(8) === 0x57454250) return webp(head, intel);
  if (long(4) === 0x66747970) return boxes(head, long);
}

// The first frame's head stands behind any number of segments.
function jpeg(short) {
  for (let at = 2; ; at += 2 + short(at + 2)) {
    const marker = short(at);
    if (marker < 0xffc0 || short(at + 2) < 2) return;
    if (marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) return [short(at + 7), short(at + 5)];
  }
}

// Its first frame may be larger than it says itself.
function gif(head, intel) {
  const colours = head.getUint8(10);
  let at = 13 + (colours & 128 ? 6 << (colours & 7) : 0);
  while (head.getUint8(at) === 0x21) {
    for (at += 2; head.getUint8(at); ) at += head.getUint8(at) + 1;
    at++;
  }
  return [0, 2].map((side) => Math.max(intel(6 + side), intel(at + 1 + side) + intel(at + 5 + side)));
}

function webp(head, intel) {
  const kind = head.getUint32(12);
  if (kind === 0x56503820) return [26, 28].map((at) => intel(at) & 0x3fff);
  if (kind === 0x5650384c) return [0, 14].map((bit) => ((head.getUint32(21, true) >> bit) & 0x3fff) + 1);
  if (kind === 0x56503858) return [24, 27].map((at) => intel(at) + (head.getUint8(at + 2) << 16) + 1);
}

// AVIF and its relatives: all pictures in it say how large they are.
function boxes(head, long) {
  let largest;
  for (let at = 12; at + 16 <= head.byteLength; at++) {
    if (long(at) !== 0x69737065) continue;
    const size = [long(at + 8), long(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}
