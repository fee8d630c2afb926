// What the page looked like, and when: put into every document before its own scripts. Times are milliseconds since 1970,
// by the page's own clock. It looks and types; it knows nothing of how the page is made but its data-testid attributes.
(() => {
  const now = () => performance.timeOrigin + performance.now();

  // The end of the first frame that shows what has changed until now: a task that runs when the frame is drawn.
  const drawn = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(now());
        port2.postMessage(null);
      }),
    );

  // What `look` finds, as soon as it does; looks at every change of the document.
  const until = (look) =>
    new Promise((done) => {
      const found = look();
      if (found) return done(found);
      const observer = new MutationObserver(() => {
        const found = look();
        if (!found) return;
        observer.disconnect();
        done(found);
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });

  const seen = new Map();
  const see = (name, look) => {
    const appears = until(look).then(async () => {
      const changed = now();
      return { since: performance.timeOrigin, changed, shown: await drawn() };
    });
    seen.set(name, appears);
  };
  const watch = (name, selector) => see(name, () => document.querySelector(selector));

  const messages = (which) => [...document.querySelectorAll(`[data-testid=message]${which}`)].slice(-4);
  const says = (text) => (message) => message.querySelector(".text")?.textContent === text;

  // Looks for a message with this text among the newest of the open chat.
  const hear = (text) => see(text, () => messages("").find(says(text)));

  const steps = ["stored", "sent", "delivered", "read"];

  // Types a text and presses Enter; when the message had come how far, up to the delivered tick.
  const send = (text) => {
    const field = document.querySelector("[data-testid=composer]");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const times = { begin: now() };
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    return until(() => {
      const reached = steps.indexOf(messages("[data-mine=true]").find(says(text))?.dataset.state);
      for (const step of steps.slice(0, reached + 1)) times[step] ??= now();
      return times.delivered && times;
    });
  };

  // How long a change takes to be drawn when there is nothing else to do, in milliseconds.
  const frame = async () => {
    const begin = now();
    document.body.style.opacity = document.body.style.opacity ? "" : "0.99";
    return (await drawn()) - begin;
  };

  const tick = () => new Promise((done) => requestAnimationFrame(done));

  // A person sees what is pressed, and presses at any moment of a frame.
  const aim = async (element) => {
    element.scrollIntoView({ block: "nearest" });
    await tick();
    await tick();
    await new Promise((done) => setTimeout(done, Math.random() * 16));
  };

  // Does something to an element, and when the first frame is drawn in which something else is there.
  const after = async (act, selector, text, wanted) => {
    const element = document.querySelector(selector);
    await aim(element);
    const begin = now();
    if (act === "click") element.click();
    else {
      element.value = text;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
    await until(() => document.querySelector(wanted));
    return (await drawn()) - begin;
  };

  // Scrolls up, so many pixels with each frame, as far as there is something; how long each frame took, in milliseconds.
  const scroll = async (selector, frames, pixels) => {
    const box = document.querySelector(selector);
    const took = [];
    let last = await tick();
    for (let frame = 0; frame < frames; frame++) {
      box.scrollTop -= pixels;
      const next = await tick();
      took.push(next - last);
      last = next;
    }
    return took;
  };

  // A box of plain lines that nobody adds to, in an empty page, for comparison.
  const plain = (lines) => {
    const box = document.createElement("div");
    box.id = "plain";
    box.style.cssText = "height:80vh;overflow-y:auto";
    for (let line = 0; line < lines; line++) {
      const text = document.createElement("p");
      text.textContent = `line ${line} of a text that nobody reads`;
      box.append(text);
    }
    document.body.append(box);
    box.scrollTop = box.scrollHeight;
  };

  window.bench = { now, after, watch, hear, when: (name) => seen.get(name), send, frame, scroll, plain };
  watch("qr", "[data-testid=qr] svg");
  watch("answers", "[data-testid=light-session][data-state=good]");
  watch("first-chat", "[data-testid=chat-list] [data-testid=chat]");
  watch("all-chats", "[data-testid=chat-list][data-complete=true] [data-testid=chat]");
})();
