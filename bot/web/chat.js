// The chat, on the try-it page and on a personal page. The server holds the conversation; this draws it and says what
// the person does. On a personal page what she typed stands nowhere but here.

const LONGEST_PAUSE = 5000; // milliseconds between attempts to connect again
const LARGEST_FILE = 2_000_000; // bytes
const at = (id) => document.getElementById(id);
const [person, scroll, welcome, log, words] = ["person", "scroll", "welcome", "log", "words"].map(at);
const home = location.pathname.match(/^\/me\/[\w-]+/)?.[0] ?? ""; // of a personal page
const me = () => person?.value ?? "";
const drawn = new Map(); // a bubble's id: its article, and what it shows as JSON
const connected = []; // who waits for the connection to be back
let socket;
let pause = 250;
let sending = false;
let pressedIn = ""; // the bubble of the last press

// ---- drawing: every word is set as text, never as markup

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function fill(article, bubble) {
  const { title, text, facts, small, rows } = bubble.message;
  const heading = make("h2", title ? "title" : "unseen", title || (bubble.mine ? "You" : "Signpost"));
  heading.id = `title-${bubble.id}`;
  article.setAttribute("aria-labelledby", heading.id);
  const parts = [heading];
  if (text) parts.push(make("p", "text", text));
  if (facts.length) parts.push(list(facts));
  if (bubble.file) parts.push(...file(bubble.file));
  if (small) parts.push(make("p", "small", small));
  if (rows.length) parts.push(buttons(rows, bubble.id));
  article.replaceChildren(...parts);
}

function list(facts) {
  const labels = facts.map(([label]) => label);
  const numbered = labels.every((label) => /^\d{1,2}$/.test(label));
  const brief = labels.every((label) => label.length <= 18);
  const element = make("dl", numbered ? "facts steps" : brief ? "facts brief" : "facts");
  for (const [label, value] of facts) {
    const pair = make("div", "fact");
    pair.append(make("dt", "", label), make("dd", "", value));
    element.append(pair);
  }
  return element;
}

function file({ path, name, words, picture, size }) {
  if (!picture) {
    const link = make("a", "download", `${name} (${sized(size)})`);
    link.href = path;
    link.download = name;
    return words ? [make("p", "text", words), link] : [link];
  }
  const image = make("img", "picture");
  image.addEventListener("load", () => log.lastElementChild && reveal(log.lastElementChild)); // it pushed all down
  image.alt = words;
  image.src = path;
  return [image];
}

function sized(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function buttons(rows, message) {
  const element = make("div", "rows");
  for (const row of rows) {
    const line = make("div", "row");
    for (const { label, token } of row) {
      const button = make("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => press(button, token, message));
      line.append(button);
    }
    element.append(line);
  }
  return element;
}

function put(bubble) {
  const json = JSON.stringify(bubble);
  const known = drawn.get(bubble.id);
  if (known?.json === json) return known.article;
  const article = known?.article ?? make("article", bubble.mine ? "bubble mine" : "bubble");
  const held = article.contains(document.activeElement) || pressedIn === bubble.id;
  article.tabIndex = -1;
  if (known) article.setAttribute("aria-live", "off"); // an edit is announced once: by the focus, or below
  fill(article, bubble);
  if (!known) log.append(article);
  drawn.set(bubble.id, { article, json });
  if (known && held) {
    pressedIn = "";
    focusOn(article);
  } else if (known) at("changed").textContent = `Changed: ${article.innerText.slice(0, 300)}`;
  return article;
}

function drop(id) {
  drawn.get(id)?.article.remove();
  drawn.delete(id);
}

function focusOn(article) {
  article.focus({ preventScroll: true });
  reveal(article);
}

function reveal(article) {
  const fits = article.offsetHeight < Math.min(scroll.clientHeight, innerHeight) - 24;
  article.scrollIntoView({ block: fits ? "nearest" : "start" });
}

function show(news) {
  if (news.chat) showAll(news.chat);
  else if (news.removed) drop(news.removed);
  else {
    const isNew = !drawn.has(news.bubble.id);
    const article = put(news.bubble);
    if (isNew) reveal(article);
  }
  welcome.hidden = drawn.size > 0;
}

function showAll(bubbles) {
  const before = drawn.size;
  const present = new Set(bubbles.map((bubble) => bubble.id));
  for (const id of [...drawn.keys()]) if (!present.has(id) && !(home && id.startsWith("p-"))) drop(id);
  const articles = bubbles.map(put);
  if (before !== drawn.size) scroll.scrollTop = scroll.scrollHeight;
  if (articles.length && !before) reveal(articles.at(-1));
  // what was said before is not read out again; what comes from now on is
  requestAnimationFrame(() => requestAnimationFrame(() => log.setAttribute("aria-live", "polite")));
}

// ---- hearing from the server

function connect() {
  const where = home ? `${home}/bubbles` : `/bubbles?as=${encodeURIComponent(me())}`;
  const opened = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${where}`);
  socket = opened;
  opened.addEventListener("message", ({ data }) => {
    if (socket !== opened) return;
    if (pause !== 250) at("connection").textContent = "Connected again.";
    pause = 250;
    show(JSON.parse(data));
    for (const goOn of connected.splice(0)) goOn();
  });
  opened.addEventListener("close", () => {
    if (socket !== opened) return;
    at("connection").textContent = "Connection lost. Trying again…";
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    setTimeout(() => socket === opened && connect(), pause);
  });
}

function become() {
  history.replaceState(null, "", `?as=${encodeURIComponent(person.value)}`);
  for (const line of ["connection", "problem", "changed"]) at(line).textContent = "";
  log.setAttribute("aria-live", "off");
  drawn.clear();
  log.replaceChildren();
  const left = socket;
  socket = undefined;
  left?.close();
  connect();
}

// ---- saying

// The id goes along each time, so that what is posted again because an answer was lost is made once.
function say(what) {
  const id = crypto.randomUUID();
  const said = JSON.stringify({ ...(home ? {} : { as: me() }), id, ...what });
  const posting = post(`${home}/say`, { headers: { "Content-Type": "application/json" }, body: said });
  return home && what.text ? mine(`p-${id}`, what.text, posting) : posting;
}

// What she typed, on a personal page: taken away again if it could not be kept.
async function mine(id, text, posting) {
  const message = { title: "", text: text.trim(), facts: [], small: "", rows: [] };
  show({ bubble: { id, message, mine: true } });
  const kept = await posting;
  if (!kept) drop(id);
  return kept;
}

function hand(chosen) {
  const about = new URLSearchParams({ as: me(), id: crypto.randomUUID(), name: chosen.name });
  return post(`/file?${about}`, { headers: { "Content-Type": "application/octet-stream" }, body: chosen });
}

async function post(address, what) {
  const who = me();
  at("problem").textContent = "";
  if (socket?.readyState === WebSocket.OPEN) at("connection").textContent = "";
  for (;;) {
    try {
      const answer = await fetch(address, { method: "POST", ...what });
      if (answer.ok) return true;
      at("problem").textContent = await answer.text();
      return false;
    } catch {
      at("connection").textContent = "Connection lost. It will be sent as soon as it is back.";
      await back();
      if (who !== me()) return false;
    }
  }
}

// Resolves when the connection is there: at once if only the post was lost.
function back() {
  const lost = socket?.readyState !== WebSocket.OPEN;
  return new Promise((goOn) => (lost ? connected.push(goOn) : setTimeout(goOn, 1000)));
}

function ask(text) {
  return text.trim() ? once(() => say({ text })) : false;
}

async function send(chosen) {
  if (chosen.size <= LARGEST_FILE) return once(() => hand(chosen));
  at("problem").textContent = "That file is too large for me: 2 MB at most. Please choose a smaller one.";
  return false;
}

async function once(act) {
  if (sending) return false;
  sending = true;
  pressedIn = "";
  for (const id of ["send", "attach"]) at(id)?.setAttribute("aria-disabled", "true");
  const done = await act();
  sending = false;
  for (const id of ["send", "attach"]) at(id)?.removeAttribute("aria-disabled");
  return done;
}

async function press(button, pressed, message) {
  const rows = button.closest(".rows");
  if (rows.getAttribute("aria-busy") === "true") return;
  rows.setAttribute("aria-busy", "true");
  pressedIn = message;
  await say({ pressed, message });
  rows.removeAttribute("aria-busy");
}

async function submit() {
  const text = words.value;
  if (!(await ask(text))) return;
  if (words.value === text) words.value = "";
  if (matchMedia("(pointer: coarse)").matches) words.blur(); // the keyboard would hide the answer
}

// ---- the page

at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});

at("attach")?.addEventListener("click", () => sending || at("file").click());

at("file")?.addEventListener("change", async ({ target }) => {
  const [chosen] = target.files;
  if (chosen) await send(chosen);
  target.value = ""; // so that the same file can be chosen once more
});

at("chips").addEventListener("click", async (event) => {
  const chip = event.target.closest("button");
  if (!chip) return;
  const done = ask(chip.dataset.say);
  (matchMedia("(pointer: coarse)").matches ? scroll : words).focus({ preventScroll: true });
  await done;
});

person?.addEventListener("change", become);

async function start() {
  if (home) return connect();
  try {
    const people = await (await fetch("/people")).json();
    const wanted = new URLSearchParams(location.search).get("as");
    at("people").replaceChildren(
      ...people.map(({ account, label }) => new Option(label, account, false, account === wanted)),
    );
    become();
  } catch {
    at("connection").textContent = "Connection lost. Trying again…";
    setTimeout(start, 2000);
  }
}

start();
