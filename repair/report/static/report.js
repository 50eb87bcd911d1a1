(function () {
  const $ = (id) => document.getElementById(id);
  const { cards, strings } = JSON.parse($("data").textContent);
  const text = $("text");
  const changes = Array.from(text.querySelectorAll(".c"));
  const rows = Array.from(text.querySelectorAll(".row"));
  const card = $("card");
  const tools = $("tools");
  let rule = "";
  let shown = changes;
  let at = -1;

  /* Filters */
  function values(name) {
    return new Set(Array.from(tools.querySelectorAll(`input[name=${name}]:checked`), (x) => x.value));
  }
  function fits(place, families, statuses, low, query, row) {
    const [code, status, confidence, message] = cards[place];
    return families.has(code.slice(0, 2)) && statuses.has(status) && confidence >= low &&
      (!rule || code === rule) &&
      (!query || code.includes(query.toUpperCase()) || strings[message].includes(query) || row.includes(query));
  }
  function apply() {
    const families = values("family"), statuses = values("status");
    const low = Number($("low").value), query = $("q").value.trim();
    $("lowout").value = low.toFixed(2).replace(/\.?0+$/, "") || "0";
    shown = [];
    const live = new Set(), counted = new Set();
    for (const change of changes) {
      const row = change.closest(".row");
      const on = fits(Number(change.dataset.p), families, statuses, low, query, query ? row.textContent : "");
      change.classList.toggle("off", !on);
      if (!on) continue;
      live.add(row);
      if (!counted.has(change.dataset.p)) { counted.add(change.dataset.p); shown.push(change); }
    }
    for (const row of rows) row.classList.toggle("live", live.has(row));
    if ($("only").checked) near(live);
    text.classList.toggle("only", $("only").checked);
    for (const bar of document.querySelectorAll(".bars tr")) {
      bar.classList.toggle("chosen", bar.dataset.rule === rule);
    }
    at = -1;
    $("where").value = `${shown.length}`;
  }
  function near(live) {
    rows.forEach((row, i) => {
      const close = live.has(row) || (rows[i - 1] && live.has(rows[i - 1])) || (rows[i + 1] && live.has(rows[i + 1]));
      row.classList.toggle("near", Boolean(close));
    });
    for (const chunk of text.children) {
      chunk.classList.toggle("empty", !chunk.querySelector(".row.near"));
    }
  }
  let waiting = 0;
  function soon() { clearTimeout(waiting); waiting = setTimeout(apply, 120); }
  tools.addEventListener("change", apply);
  tools.addEventListener("submit", (event) => { event.preventDefault(); step(1); });
  $("q").addEventListener("input", soon);
  $("low").addEventListener("input", soon);

  /* Side by side: the right half is made when its part of the text comes near the screen. */
  function double(chunk) {
    if (chunk.dataset.doubled) return;
    chunk.dataset.doubled = "1";
    for (const cell of chunk.querySelectorAll(".t")) {
      const twin = cell.cloneNode(true);
      twin.classList.add("r");
      cell.after(twin);
    }
  }
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting && $("split").checked) double(entry.target);
  }, { rootMargin: "800px" });
  for (const chunk of text.children) watcher.observe(chunk);
  $("split").addEventListener("change", () => {
    text.classList.toggle("split", $("split").checked);
    for (const chunk of text.children) { watcher.unobserve(chunk); watcher.observe(chunk); }
  });
  window.addEventListener("beforeprint", () => {
    if ($("split").checked) for (const chunk of text.children) double(chunk);
  });

  /* The card */
  function line(tag, content, cls) {
    const element = document.createElement(tag);
    element.textContent = content;
    if (cls) element.className = cls;
    card.append(element);
  }
  function show(change) {
    const place = cards[Number(change.dataset.p)];
    const zh = document.documentElement.dataset.lang === "zh";
    const [code, status, confidence, message, evidence, row, page, by, decision, lines] = place;
    const names = zh
      ? { applied: "已修复", review: "待审", noted: "提示", refused: "已拒绝", suppressed: "未采用" }
      : { applied: "applied", review: "for you", noted: "noted", refused: "refused", suppressed: "suppressed" };
    card.replaceChildren();
    line("b", `${code} · ${names[status]} · ${confidence.toFixed(2)}`, `f-${code.slice(0, 2)}`);
    line("p", strings[message]);
    for (const index of evidence) line("p", strings[index], "why");
    const where = (zh ? `第 ${row} 行` : `line ${row}`) + (page === null ? "" : zh ? `，第 ${page} 页` : `, page ${page}`);
    const together = lines > 1 && (zh ? `${lines} 行一并决定` : `${lines} lines decided at once`);
    line("small", [where, together, by && (zh ? `让位于 ${by}` : `gave way to ${by}`), decision].filter(Boolean).join(" · "));
    card.hidden = false;
    const box = change.getBoundingClientRect();
    const height = card.offsetHeight, width = card.offsetWidth;
    const below = box.bottom + height + 12 < innerHeight;
    card.style.top = `${below ? box.bottom + 6 : Math.max(box.top - height - 6, 4)}px`;
    card.style.left = `${Math.min(Math.max(box.left - 12, 8), innerWidth - width - 8)}px`;
  }
  function hide() { card.hidden = true; }
  text.addEventListener("mouseover", (event) => {
    const change = event.target.closest(".c");
    if (change && !change.classList.contains("off")) show(change); else hide();
  });
  text.addEventListener("focusin", (event) => { if (event.target.matches(".c")) show(event.target); });
  text.addEventListener("focusout", hide);
  addEventListener("scroll", () => {
    const change = document.activeElement;
    if (!text.contains(change)) { hide(); return; }
    const box = change.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight) hide(); else if (change.matches(".c")) show(change);
  }, { passive: true });

  /* Moving */
  function step(way) {
    if (!shown.length) return;
    at = at < 0 ? (way > 0 ? 0 : shown.length - 1) : (at + way + shown.length) % shown.length;
    const change = shown[at];
    change.scrollIntoView({ block: "center" });
    change.focus({ preventScroll: true });
    $("where").value = `${at + 1} / ${shown.length}`;
  }
  text.addEventListener("click", (event) => {
    const change = event.target.closest(".c");
    if (change) { at = shown.findIndex((x) => x.dataset.p === change.dataset.p); change.focus(); $("where").value = `${at + 1} / ${shown.length}`; }
  });
  $("next").addEventListener("click", () => step(1));
  $("prev").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "j" || event.key === "n") step(1);
    else if (event.key === "k" || event.key === "p") step(-1);
    else if (event.key === "/") { event.preventDefault(); $("q").focus(); }
    else if (event.key === "Escape") { hide(); document.activeElement.blur(); }
  });

  /* Strip and bars */
  function toRow(number) {
    const wanted = rows.find((row) => Number(row.id.slice(1)) >= number && row.classList.contains("live")) ||
      rows.find((row) => Number(row.id.slice(1)) >= number);
    if (wanted) wanted.scrollIntoView({ block: "center" });
  }
  const strip = document.querySelector(".strip");
  if (strip) strip.addEventListener("click", (event) => {
    const box = strip.getBoundingClientRect();
    toRow(Math.round((event.clientX - box.left) / box.width * rows.length));
  });
  function choose(event) {
    const bar = event.target.closest("tr");
    if (!bar || (event.key && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    rule = rule === bar.dataset.rule ? "" : bar.dataset.rule;
    apply();
  }
  const bars = document.querySelector(".bars");
  if (bars) { bars.addEventListener("click", choose); bars.addEventListener("keydown", choose); }
  for (const link of document.querySelectorAll(".grid a")) link.addEventListener("click", () => {
    $("only").checked = false; apply();
  });
  apply();
})();
