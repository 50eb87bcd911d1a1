"use strict";
/* Language: the browser's, or the one chosen here before. */
(function () {
  const root = document.documentElement;
  function use(lang) {
    root.dataset.lang = lang;
    root.lang = lang === "zh" ? "zh-Hans" : "en";
  }
  let kept = null;
  try { kept = localStorage.getItem("gazette-repair-lang"); } catch (_) { /* no storage: no matter */ }
  if (kept || !root.dataset.fixed) use(kept || (navigator.language.startsWith("zh") ? "zh" : "en"));
  const button = document.getElementById("lang");
  if (button) button.addEventListener("click", function () {
    use(root.dataset.lang === "zh" ? "en" : "zh");
    try { localStorage.setItem("gazette-repair-lang", root.dataset.lang); } catch (_) { /* as above */ }
    document.dispatchEvent(new Event("langchange"));
  });
})();
