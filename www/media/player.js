// Plays voice notes, one at a time.
const sound = new Audio();
let playing;

// How often the place is told, in milliseconds.
const TICK = 100;

export function play(message, blob, told) {
  end();
  const mine = (playing = { message, told });
  const tell = (step, number = 0) => mine === playing && told(`play:${message}`, step, number);
  const at = () => tell("heard", Math.round(sound.currentTime * 1000));
  sound.src = URL.createObjectURL(blob);
  sound.playbackRate = sound.defaultPlaybackRate = speed;
  sound.onplaying = () => {
    tell("on");
    clearInterval(mine.timer);
    mine.timer = setInterval(() => sound.paused || at(), TICK);
  };
  sound.onended = () => tell("ended");
  sound.onerror = () => tell("strange");
  // What is recorded in a browser does not say how long it is; the browser finds out when it is to go to the end. Before that it
  // cannot go to any place.
  sound.onloadedmetadata = () => {
    if (Number.isFinite(sound.duration)) return start();
    sound.ondurationchange = () => {
      if (!Number.isFinite(sound.duration)) return;
      sound.ondurationchange = undefined;
      sound.currentTime = 0;
      start();
    };
    sound.currentTime = 1e9;
  };
  // A browser may want another press first.
  const start = () => {
    // Keyboards have keys for it, too.
    sound.onpause = () => sound.ended || tell("rests");
    sound.play().catch(() => tell("rests"));
  };
}

let speed = 1;

export const hush = () => sound.pause();

export const resume = () => sound.play().catch(() => {});

export const seek = (ms) => void (sound.currentTime = ms / 1000);

// In tenths.
export function hurry(tenths) {
  speed = tenths / 10;
  sound.playbackRate = sound.defaultPlaybackRate = speed;
}

export function end() {
  clearInterval(playing?.timer);
  playing = undefined;
  sound.onpause = undefined;
  sound.pause();
  sound.onloadedmetadata = sound.ondurationchange = sound.onended = sound.onerror = undefined;
  if (sound.src) URL.revokeObjectURL(sound.src);
  sound.removeAttribute("src");
}
