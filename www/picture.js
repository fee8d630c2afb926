// Makes the small picture of a person or a group of a file that was chosen: a square of 192 pixels, at most 16,000 bytes of JPEG.
// Nothing else of the file leaves this browser. Whoever has the field hears of it; no bytes are no picture, which the phone says.
const SIDE = 192;
const BYTES = 16000;

async function made(file) {
  const { fits } = await import("./media/size.js");
  if (!(await fits(file))) return;
  const photo = await createImageBitmap(file);
  const side = Math.min(photo.width, photo.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, SIDE, SIDE);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(photo, (photo.width - side) / 2, (photo.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  for (const quality of [0.85, 0.7, 0.5, 0.25, 0.08]) {
    const jpeg = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (jpeg.size <= BYTES) return jpeg.arrayBuffer();
  }
}

addEventListener("change", async ({ target }) => {
  const file = target.type === "file" && target.accept === "image/*" && target.files[0];
  if (!file) return;
  const bytes = await made(file).catch(() => {});
  // The same file may be chosen again.
  target.value = "";
  target.dispatchEvent(new CustomEvent("picture", { detail: new Uint8Array(bytes ?? 0) }));
});
