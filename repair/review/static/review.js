(function () {
  const $ = (id) => document.getElementById(id);
  const HEIGHT = 30;
  /* A place in the queue: [document, place, rule, status, confidence, line, before, after, group, decision] */
  const [DOC, NUM, RULE, STATUS, CONF, LINE, BEFORE, AFTER, GROUP, SAID] = Array(10).keys();
  const words = {
    zh: { left: "处待审", all: "全部文件", like: "处相同", every: "全部规则", group: (n, s, f) => `共 ${n} 处，${f} 个文件，以下抽看 ${s} 处`,
      own: "改为：", fix: "更正 ", select: "先在上面的文字里选中要更正的字", warn: "本段括号或引号不成对：", same: (n) => `另有 ${n} 处相同提议`,
      said: { accept: "已接受", reject: "已拒绝", edit: "已改写", sic: "原文如此", skip: "已跳过" }, undone: "没有可撤销的", together: (n) => `${n} 行一并决定`, several: "这里几行一并决定：接受 (y)，或拒绝 (n) 后选字更正 (c)", line: "行", page: "页", corrected: "已记下更正，下次运行时执行" },
    en: { left: "left", all: "all files", like: "alike", every: "all rules", group: (n, s, f) => `${n} places in ${f} file(s); ${s} of them:`,
      own: "replacement:", fix: "correct ", select: "first select the words to correct in the text above", warn: "unbalanced in this paragraph: ", same: (n) => `${n} more proposals say the same`,
      said: { accept: "accepted", reject: "rejected", edit: "edited", sic: "sic", skip: "skipped" }, undone: "nothing to undo", together: (n) => `${n} lines decided at once`, several: "several lines are decided at once here: accept (y), or reject (n), select words and correct them (c)", line: "line", page: "page", corrected: "noted; the next run corrects it" },
  };
  const say = (key) => words[document.documentElement.dataset.lang === "zh" ? "zh" : "en"][key];
  const marks = { accept: "✓", reject: "✗", edit: "✎", sic: "§", skip: "–", "": "" };
  let files = [], places = [], doubt = [], shown = [], position = new Map();
  let now = -1; /* index into shown */
  let whole = false, wholeOf = -1;
  let editing = null; /* "edit", "correct" */
  const details = new Map();

  /* Talking to the server */
  async function ask(path, body) {
    const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(path, options);
    const data = answer.headers.get("content-type").startsWith("application/json") ? await answer.json() : { error: await answer.text() };
    if (!answer.ok) throw new Error(data.error || answer.statusText);
    return data;
  }
  let queue = Promise.resolve();
  function post(path, body) { /* one after the other, so that the log has the order of the keys */
    const done = queue.then(() => ask(path, body));
    queue = done.catch(() => undefined);
    return done.catch((error) => { trouble(error.message); throw error; });
  }
  function trouble(text) { $("trouble").textContent = text; $("trouble").hidden = !text; }
  function detail(index) {
    const [d, n] = places[index];
    const key = `${d}/${n}`;
    if (!details.has(key)) {
      if (details.size > 400) details.delete(details.keys().next().value);
      details.set(key, ask(`/api/place/${d}/${n}`).then((data) => { details.set(key, data); return data; }));
    }
    return details.get(key);
  }
  function forget(index) { details.delete(`${places[index][DOC]}/${places[index][NUM]}`); }

  /* Which places are shown */
  const open = (p) => !p[SAID] || p[SAID] === "skip";
  function choose(keep) {
    const current = keep === undefined ? shown[now] : keep;
    const file = $("file").value, rule = $("frule").value, status = $("fstatus").value;
    const high = Number($("fhigh").value), query = $("q").value.trim();
    $("fhighout").value = String(high);
    const order = $("order").value === "doubt" ? doubt : places.map((_, i) => i);
    shown = order.filter((i) => {
      const p = places[i];
      return (file === "" || p[DOC] === Number(file)) && (!rule || p[RULE] === rule) && p[CONF] <= high &&
        (status === "" || (status === "open" ? p[STATUS] === "review" : p[STATUS] === status)) &&
        (!query || p[BEFORE].includes(query) || p[AFTER].includes(query) || p[RULE].includes(query.toUpperCase()) || files[p[DOC]].includes(query));
    });
    position = new Map(shown.map((i, at) => [i, at]));
    $("spacer").style.height = `${shown.length * HEIGHT}px`;
    now = position.has(current) ? position.get(current) : -1;
    if (now < 0) now = nextOpen(0);
    if (now < 0 && shown.length) now = 0;
    count();
    draw();
    show();
  }
  function nextOpen(start) {
    for (let k = 0; k < shown.length; k++) {
      const at = (start + k) % shown.length;
      if (!places[shown[at]][SAID]) return at;
    }
    return -1;
  }
  function count() {
    const all = places.filter((p) => p[STATUS] === "review");
    const left = all.filter(open).length;
    $("left").value = `${left} ${say("left")}`;
    $("done").setAttribute("width", String(all.length ? 100 * (all.length - left) / all.length : 100));
    $("progress").setAttribute("aria-valuenow", String(all.length - left));
    $("progress").setAttribute("aria-valuemax", String(all.length));
    $("count").value = shown.length ? `${now + 1} / ${shown.length}` : "0";
  }

  /* The list: only what is seen is there */
  function element(tag, text, cls) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (cls) made.className = cls;
    return made;
  }
  function draw() {
    const first = Math.max(Math.floor($("list").scrollTop / HEIGHT) - 4, 0);
    const last = Math.min(first + Math.ceil($("list").clientHeight / HEIGHT) + 8, shown.length);
    const drawn = [];
    for (let at = first; at < last; at++) {
      const p = places[shown[at]];
      const item = element("div", undefined, "item");
      item.id = `item${at}`;
      item.dataset.at = String(at);
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === now));
      item.setAttribute("aria-posinset", String(at + 1));
      item.setAttribute("aria-setsize", String(shown.length));
      const what = element("span", undefined, "what");
      if (p[BEFORE]) what.append(element("del", p[BEFORE]));
      if (p[AFTER] !== "") what.append(" → ", element("ins", p[AFTER]));
      const dot = element("i", undefined, `dot f-${p[RULE].slice(0, 2)}`);
      item.append(dot, element("b", p[RULE]), what, element("span", p[CONF].toFixed(2), "num"),
        element("span", `${files[p[DOC]]}:${p[LINE]}`, "at"), element("span", marks[p[SAID]], `mark-${p[SAID]}`));
      if (p[SAID]) item.setAttribute("aria-label", `${p[RULE]} ${p[BEFORE]} → ${p[AFTER]}, ${say("said")[p[SAID]]}`);
      drawn.push(item);
    }
    $("rows").style.transform = `translateY(${first * HEIGHT}px)`;
    $("rows").replaceChildren(...drawn);
    $("list").setAttribute("aria-activedescendant", `item${now}`);
  }
  function reveal() {
    const list = $("list"), top = now * HEIGHT;
    if (top < list.scrollTop || top + HEIGHT > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 2;
    }
  }

  /* One place */
  let asked = 0;
  function show() {
    close();
    const me = ++asked;
    if (now < 0 || now >= shown.length) {
      for (const id of ["where", "line", "message", "evidence", "said", "rule", "like"]) $(id).textContent = "";
      $("grid").hidden = true;
      image(null);
      return;
    }
    const index = shown[now];
    const data = detail(index);
    if (data instanceof Promise) data.then((d) => { if (me === asked) fill(index, d); }, (error) => trouble(error.message));
    else fill(index, data);
    for (let k = 1; k <= 4 && now + k < shown.length; k++) detail(shown[now + k]);
  }
  function bring() { /* the change into sight: the reasons and the editor take room of the text */
    const change = $("line").querySelector("del, ins");
    $("place").scrollTop = 0;
    if (!change) return;
    const low = change.getBoundingClientRect().bottom, top = $("place").getBoundingClientRect().top;
    const room = $("place").clientHeight - $("facts").offsetHeight;
    if (low > top + room - 30) $("place").scrollTop = low - top - room / 2;
  }
  function fill(index, data) {
    const p = places[index];
    $("where").replaceChildren(element("b", data.heading || files[p[DOC]]), ` · ${files[p[DOC]]} · ${say("line")} ${p[LINE]}` + (data.page === null ? "" : ` · ${say("page")} ${data.page}`));
    const line = [];
    data.segments.forEach(([kind, text], i) => {
      const far = kind === "same" && i > 0 && i < data.segments.length - 1 && text.length > 160;
      if (far) line.push(text.slice(0, 80), element("span", " …… ", "far"), text.slice(-80));
      else line.push(kind === "same" ? text : element(kind, text.replace(/[ \u3000]/g, "␣")));
    });
    $("line").replaceChildren(...line);
    $("rule").textContent = [p[RULE], p[CONF].toFixed(2), data.lines > 1 && say("together")(data.lines)].filter(Boolean).join(" · ");
    $("rule").className = `f-${p[RULE].slice(0, 2)}`;
    $("message").textContent = data.message;
    $("evidence").replaceChildren(...data.evidence.map((text) => element("li", text)));
    const said = data.decision;
    $("said").textContent = said ? [say("said")[said.action], said.text, said.who, said.comment].filter(Boolean).join(" · ") : "";
    let alike = 0;
    for (const other of places) if (other[GROUP] === p[GROUP] && other[STATUS] === p[STATUS]) alike++;
    $("like").value = alike > 1 ? `${alike} ${say("like")}` : "";
    $("grid").hidden = !data.grid;
    if (data.grid) for (const [id, rows] of [["gbefore", data.grid.before], ["gafter", data.grid.after]]) {
      const table = element("table", undefined, "cells");
      for (const row of rows) {
        const tr = element("tr");
        for (const [text, touched] of row) tr.append(element("td", text, touched ? "touched" : ""));
        table.append(tr);
      }
      $(id).replaceChildren(table);
    }
    bring();
    image(data.image ? p : null, data);
    count();
    if (whole) showWhole();
    document.dispatchEvent(new CustomEvent("place-shown", { detail: index }));
  }
  function image(p, data) {
    $("frame").hidden = !p;
    $("noimage").hidden = Boolean(p);
    $("desk").classList.toggle("bare", !p);
    if (!p) return;
    const url = `/api/image/${p[DOC]}/${data.page}`;
    const mark = () => {
      const { naturalWidth: w, naturalHeight: h } = $("image");
      $("mark").setAttribute("viewBox", `0 0 ${w} ${h}`);
      const [x0, y0, x1, y1] = data.bbox || [0, 0, 0, 0];
      for (const [key, value] of Object.entries({ x: x0 - 6, y: y0 - 6, width: Math.max(x1 - x0 + 12, 0), height: Math.max(y1 - y0 + 12, 0) })) $("box").setAttribute(key, String(value));
      $("mark").style.display = data.bbox ? "" : "none";
      if (data.bbox && h) $("scan").scrollTop = (y0 + y1) / 2 / h * $("frame").offsetHeight - $("scan").clientHeight / 2;
    };
    if ($("image").getAttribute("src") === url && $("image").complete) { mark(); return; }
    $("image").onload = mark;
    $("image").onerror = () => image(null);
    $("image").src = url;
  }

  /* The whole text */
  async function showWhole() {
    const p = places[shown[now]];
    if (!p) return;
    if (wholeOf !== p[DOC]) {
      const answer = await fetch(`/api/document/${p[DOC]}`);
      /* Escaped by the server's template; parsed apart, and without any script of its own. */
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      $("whole").replaceChildren(...Array.from(parsed.body.childNodes, (node) => document.importNode(node, true)));
      wholeOf = p[DOC];
    }
    for (const old of $("whole").querySelectorAll(".now")) old.classList.remove("now");
    const spots = $("whole").querySelectorAll(`.c[data-p="${p[NUM]}"]`);
    for (const spot of spots) spot.classList.add("now");
    if (spots[0]) spots[0].scrollIntoView({ block: "center" });
  }
  function toggleWhole() {
    whole = !whole;
    $("whole").hidden = !whole;
    $("place").hidden = whole;
    $("view").setAttribute("aria-pressed", String(whole));
    if (whole) showWhole();
  }
  $("whole").addEventListener("click", (event) => {
    const spot = event.target.closest(".c");
    if (!spot || String(getSelection())) return;
    const index = places.findIndex((p) => p[DOC] === wholeOf && p[NUM] === Number(spot.dataset.p));
    if (index < 0) return;
    if (!position.has(index)) { $("fstatus").value = ""; choose(index); } else go(position.get(index));
  });

  /* Deciding */
  function go(at) {
    if (at < 0 || at >= shown.length) return;
    now = at;
    trouble("");
    reveal();
    draw();
    show();
  }
  function onward() {
    const next = nextOpen(now + 1);
    if (next >= 0) { go(next); return; }
    count();
    draw();
    show();
    if (!places.some((p) => p[STATUS] === "review" && open(p))) end();
  }
  function decide(action, text) {
    if (now < 0) return;
    const index = shown[now], p = places[index], before = p[SAID];
    p[SAID] = action;
    forget(index);
    trouble("");
    post("/api/decide", { places: [[p[DOC], p[NUM]]], action, text: text || "" }).catch(() => { p[SAID] = before; draw(); count(); });
    onward();
  }
  async function undo() {
    const answer = await post("/api/undo", {});
    if (!answer.undone) { trouble(say("undone")); return; }
    trouble("");
    let first = -1;
    for (const [d, n] of answer.reopened) {
      const index = places.findIndex((p) => p[DOC] === d && p[NUM] === n);
      places[index][SAID] = "";
      forget(index);
      if (first < 0) first = index;
    }
    if (first >= 0 && position.has(first)) go(position.get(first));
    else { draw(); count(); }
  }
  async function group() {
    const p = places[shown[now]];
    if (!p) return;
    await queue;
    const data = await ask(`/api/group/${p[DOC]}/${p[NUM]}`);
    if (data.places.length < 2) { trouble(say("group")(data.places.length, data.sample.length, data.files)); return; }
    $("grouphead").textContent = say("group")(data.places.length, data.sample.length, data.files);
    $("sample").replaceChildren(...data.sample.map(([title, line, segments]) => {
      const item = element("li");
      for (const [kind, text] of segments) item.append(kind === "same" ? text : element(kind, text));
      item.append(element("small", `  ${title}:${line}`));
      return item;
    }));
    const all = async (action) => {
      $("group").close();
      if (!action) return;
      const answer = await post("/api/decide", { places: data.places, action, seen: data.sample.length });
      const names = new Set(answer.decided.map(([d, n]) => `${d}/${n}`));
      places.forEach((other, i) => { if (names.has(`${other[DOC]}/${other[NUM]}`)) { other[SAID] = action; forget(i); } });
      onward();
    };
    for (const button of $("group").querySelectorAll("button")) button.onclick = () => all(button.dataset.all);
    $("group").onkeydown = (event) => {
      const action = { y: "accept", n: "reject", s: "sic" }[event.key];
      if (action) { event.preventDefault(); all(action); }
      event.stopPropagation();
    };
    $("group").showModal();
  }
  function edit() {
    const p = places[shown[now]], data = detail(shown[now]);
    if (!p || data instanceof Promise || data.note) { correct(); return; }
    if (data.lines > 1) { trouble(say("several")); return; }
    editing = "edit";
    $("ownlabel").textContent = say("own");
    $("own").value = data.after;
    $("check").value = "";
    $("editor").hidden = false;
    bring();
    $("own").focus();
    $("own").select();
    check();
  }
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const root = range.commonAncestorContainer.nodeType === 1 ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement;
    const home = root.closest("#line, #whole .t");
    if (!home) return null;
    /* As it will read: what applied fixes took out, and what proposals would put in, is not there. */
    const text = (fragment) => {
      const box = element("div");
      box.append(fragment);
      const gone = home.id === "line" ? "ins" : ".s-applied del, .c:not(.s-applied) ins";
      const holder = places[shown[now]];
      for (const x of box.querySelectorAll(home.id === "line" && holder[STATUS] === "applied" ? "del" : gone)) x.remove();
      return box.textContent;
    };
    const lead = document.createRange();
    lead.selectNodeContents(home);
    lead.setEnd(range.startContainer, range.startOffset);
    return { before: text(range.cloneContents()), lead: text(lead.cloneContents()).slice(-12), line: home.id === "line" ? 0 : Number(home.closest(".row").id.slice(1)) };
  }
  let wrong = null;
  function correct() {
    wrong = selected();
    if (!wrong || !wrong.before) { trouble(say("select")); return; }
    trouble("");
    editing = "correct";
    $("ownlabel").textContent = `${say("fix")}“${wrong.before}”`;
    $("own").value = wrong.before;
    $("check").value = "";
    $("editor").hidden = false;
    bring();
    $("own").focus();
  }
  let checking = 0;
  function check() {
    clearTimeout(checking);
    if (editing !== "edit") return;
    checking = setTimeout(async () => {
      const p = places[shown[now]];
      const data = await ask("/api/check", { document: p[DOC], place: p[NUM], text: $("own").value }).catch(() => null);
      if (!data) return;
      const notes = [];
      if (data.warning) notes.push(say("warn") + data.warning.split(": ").pop());
      if (data.same > 0) notes.push(say("same")(data.same));
      $("check").value = notes.join(" · ");
    }, 120);
  }
  function save() {
    const text = $("own").value, p = places[shown[now]];
    const what = editing;
    close();
    if (what === "edit") decide("edit", text);
    else if (what === "correct") {
      const body = { document: wrong.line ? wholeOf : p[DOC], before: wrong.before, after: text, lead: wrong.lead };
      if (wrong.line) body.line = wrong.line; else body.place = p[NUM];
      post("/api/correct", body).then(() => trouble(say("corrected")), () => undefined);
    }
  }
  function close() { editing = null; clearTimeout(checking); $("editor").hidden = true; if (document.activeElement === $("own")) $("list").focus(); }
  function end() {
    const tally = {};
    for (const p of places) if (p[SAID]) tally[p[SAID]] = (tally[p[SAID]] || 0) + 1;
    $("endtext").textContent = Object.entries(tally).map(([key, n]) => `${n} ${say("said")[key]}`).join(" · ");
    $("end").showModal();
  }
  function nextGroup() {
    const group = places[shown[now]] && places[shown[now]][GROUP];
    for (let at = now + 1; at < shown.length; at++) {
      if (places[shown[at]][GROUP] !== group && open(places[shown[at]])) { go(at); return; }
    }
  }
  const keys = {
    y: () => decide("accept"), n: () => decide("reject"), s: () => decide("sic"), " ": () => decide("skip"),
    e: edit, a: group, c: correct, u: undo, j: () => go(now + 1), k: () => go(now - 1), ArrowDown: () => go(now + 1), ArrowUp: () => go(now - 1),
    g: nextGroup, d: toggleWhole, "/": () => $("q").focus(), "?": () => $("keysheet").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("textarea")) {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
      if (event.key === "Escape") close();
      return;
    }
    if (event.target.matches("input[type=search], select")) {
      if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); $("list").focus(); }
      return;
    }
    if (event.target.matches("button") && (event.key === " " || event.key === "Enter")) return;
    if (document.querySelector("dialog[open]")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  $("keys").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) { keys[button.dataset.key](); if (!editing) $("list").focus(); }
  });
  /* Keeps the selection when the button for correcting is pressed. */
  $("keys").addEventListener("mousedown", (event) => event.preventDefault());
  $("rows").addEventListener("click", (event) => { const item = event.target.closest(".item"); if (item) go(Number(item.dataset.at)); });
  $("list").addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  addEventListener("resize", draw);
  $("editor").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  $("own").addEventListener("input", check);
  $("cancel").addEventListener("click", close);
  $("view").addEventListener("click", toggleWhole);
  $("help").addEventListener("click", () => $("keysheet").showModal());
  for (const id of ["file", "frule", "fstatus", "fhigh", "order"]) $(id).addEventListener("change", () => choose());
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  let typing = 0;
  $("q").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => choose(), 120); });
  document.addEventListener("langchange", () => { options(); count(); draw(); show(); });

  function options() {
    const keepFile = $("file").value, keepRule = $("frule").value;
    const opens = files.map((_, i) => places.filter((p) => p[DOC] === i && p[STATUS] === "review" && open(p)).length);
    const option = (value, text) => { const made = element("option", text); made.value = value; return made; };
    $("file").replaceChildren(option("", `${say("all")} (${files.length})`), ...files.map((name, i) => option(String(i), `${name} (${opens[i]})`)));
    const rules = Array.from(new Set(places.map((p) => p[RULE]))).sort();
    $("frule").replaceChildren(option("", say("every")), ...rules.map((rule) => option(rule, rule)));
    $("file").value = keepFile;
    $("frule").value = keepRule;
  }
  async function start() {
    ({ files, places, doubt } = await ask("/api/queue"));
    options();
    choose(-1);
    $("list").focus();
    setInterval(() => fetch("/api/ping").catch(() => trouble("…")), 20000);
    document.body.dataset.ready = "1";
  }
  start().catch((error) => trouble(error.message));
})();
