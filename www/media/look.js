// Makes a small picture of a picture or a film, as large as a chat shows it: a JPEG of at most 320 pixels a side and 12,000 bytes.
// Nothing of the file but its pixels is left: no place, no camera, no time. Loaded with the first file that is chosen.
import { fits } from "./size.js";

const SIDE = 320;
const BYTES = 12000;

// What it looks like, or nothing if the browser cannot tell.
export async function look(file) {
  const isFilm = file.type.startsWith("video/");
  if (!isFilm && !(file.type.startsWith("image/") && !file.type.includes("svg"))) return;
  const [source, width, height] = isFilm ? await film(file) : await photo(file);
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(source, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.8, 0.65, 0.5, 0.3, 0.1]) {
    const jpeg = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (jpeg.size <= BYTES) return [width, height, new Uint8Array(await jpeg.arrayBuffer())];
  }
}

async function photo(file) {
  if (!(await fits(file))) throw new RangeError("no picture, or too large");
  const photo = await createImageBitmap(file);
  return [photo, photo.width, photo.height];
}

async function film(file) {
  const film = document.createElement("video");
  film.muted = true;
  film.preload = "auto";
  film.src = URL.createObjectURL(file);
  try {
    await new Promise((done, failed) => {
      film.onloadeddata = done;
      film.onerror = failed;
      setTimeout(failed, 5000);
    });
    return [await createImageBitmap(film), film.videoWidth, film.videoHeight];
  } finally {
    URL.revokeObjectURL(film.src);
  }
}
