// Records what a person says, as Opus where the browser can, and tells how loud it is.
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4;codecs=opus", "audio/mp4"];

// Bits of a second of speech: clear, and a quarter of a megabyte a minute.
const BITS = 32000;

// How often the level is told, in milliseconds.
const TICK = 100;

let now;

// Asks for the microphone and begins. `told` hears of each step.
export async function record(_, told) {
  drop();
  const mine = (now = { told, parts: [], levels: [], ms: 0 });
  const fail = (why) => {
    if (mine === now) drop();
    told("voice:", why, 0);
  };
  const kind = KINDS.find((kind) => globalThis.MediaRecorder?.isTypeSupported(kind));
  if (!kind || !navigator.mediaDevices) return fail("unable");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch ({ name }) {
    return fail(name === "NotAllowedError" ? "denied" : name === "NotFoundError" ? "nothing" : "unable");
  }
  mine.close = () => stream.getTracks().forEach((track) => track.stop());
  // The person may have changed their mind meanwhile.
  if (mine !== now) return mine.close();
  try {
    listen(mine, stream);
    const made = (mine.recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: BITS }));
    made.ondataavailable = ({ data }) => mine.parts.push(data);
    // It may stop by itself, with a word or without.
    const [track] = stream.getTracks();
    const broken = () => over(mine, track.readyState === "ended" ? "over" : "broken");
    made.onerror = broken;
    made.onstop = () => (mine.done ? mine.done() : broken());
    track.onended = () => over(mine, "over");
    made.start(1000);
  } catch {
    return fail("unable");
  }
  mine.since = performance.now();
  mine.timer = setInterval(tick, TICK, mine);
  tick(mine);
}

function listen(mine, stream) {
  const context = new AudioContext();
  const meter = context.createAnalyser();
  meter.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  // From silence to a loud voice, as ears hear it.
  mine.level = () => {
    meter.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    return Math.min(255, Math.round(255 * Math.sqrt(Math.sqrt(power) * 2)));
  };
  const close = mine.close;
  mine.close = () => {
    close();
    context.close();
  };
}

const length = (mine) => Math.round(mine.ms + (mine.since ? performance.now() - mine.since : 0));

function tick(mine) {
  if (!mine.since) return;
  mine.levels.push(mine.level());
  mine.told("voice:", "at", length(mine), Uint8Array.of(mine.levels.at(-1)));
}

function hold(mine) {
  mine.ms = length(mine);
  mine.since = undefined;
}

// The microphone was taken out, or the browser could not go on: what was said stays.
function over(mine, why) {
  if (mine !== now || mine.over || mine.done) return;
  mine.over = true;
  hold(mine);
  if (mine.recorder.state !== "inactive") mine.recorder.stop();
  mine.told("voice:", why, mine.ms);
}

export function rest() {
  if (now?.recorder?.state !== "recording") return;
  now.recorder.pause();
  hold(now);
}

export function goOn() {
  if (now?.recorder?.state !== "paused") return;
  now.recorder.resume();
  now.since = performance.now();
}

// Ends it: it is a file from here on.
export function stop(_, told, keep) {
  const mine = now;
  if (!mine) return;
  hold(mine);
  mine.done = () => {
    const [kind] = mine.recorder.mimeType.split(";");
    const file = new File(mine.parts, "voice", { type: kind });
    if (!file.size) {
      drop();
      return told("voice:", "unable", 0);
    }
    const number = keep(file);
    drop();
    told(`voice:${number}:${mine.ms}`, "done", file.size, Uint8Array.from(mine.levels), kind);
  };
  if (mine.recorder.state === "inactive") mine.done();
  else mine.recorder.stop();
}

// Lets go of the microphone, and of what was said.
export function drop() {
  const mine = now;
  now = undefined;
  if (!mine) return;
  clearInterval(mine.timer);
  if (mine.recorder && mine.recorder.state !== "inactive") {
    mine.recorder.onstop = undefined;
    mine.recorder.stop();
  }
  mine.close?.();
}
