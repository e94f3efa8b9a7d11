// Finds pages by the words on them, in files that were made with the site; nothing is asked of a server, or told to one.
"use strict";

(() => {
  const form = document.getElementById("search");
  const input = document.getElementById("words");
  const said = document.getElementById("said");
  const list = document.getElementById("found");
  const root = form.dataset.root;
  const SHOWN = 50;
  const loaded = new Map();
  let turn = 0;

  const load = (path) => {
    if (!loaded.has(path)) {
      const got = fetch(`${root}search/${path}.json`).then((answer) => {
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        return answer.json();
      });
      got.catch(() => loaded.delete(path));
      loaded.set(path, got);
    }
    return loaded.get(path);
  };

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => [...new Set(fold(text).match(/[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu) || [])];
  const shelf = (word) => [...word].slice(0, 2).map((letter) => letter.codePointAt(0).toString(16)).join("-");

  // The pages on which a word or a longer one stands, with their weights; a whole word weighs twice.
  const pagesOf = async (word, shelves) => {
    const found = new Map();
    const names = [...word].length > 1 ? [shelf(word)] : shelves.filter((name) => name.split("-")[0] === shelf(word));
    for (const name of names.filter((one) => shelves.includes(one))) {
      for (const [each, places] of Object.entries(await load(`words/${name}`))) {
        if (!each.startsWith(word)) continue;
        for (let at = 0; at < places.length; at += 2) {
          const weight = places[at + 1] * (each === word ? 2 : 1);
          found.set(places[at], Math.max(found.get(places[at]) || 0, weight));
        }
      }
    }
    return found;
  };

  const search = async (text) => {
    const { words: shelves, each } = await load("index");
    let together = null;
    for (const word of wordsOf(text)) {
      const found = await pagesOf(word, shelves);
      // A rare word says more than one that stands everywhere.
      const worth = 1 / Math.log2(2 + found.size);
      const next = new Map();
      for (const [page, weight] of found) {
        if (together === null || together.has(page)) next.set(page, (together?.get(page) || 0) + weight * worth);
      }
      together = next;
    }
    const order = [...(together || [])].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const pages = [];
    for (const [number] of order.slice(0, SHOWN)) {
      pages.push((await load(`pages/${Math.floor(number / each)}`))[number % each]);
    }
    // Whoever types the beginning of a name looks for what is called so.
    const after = (page) => (fold(page[1]).startsWith(fold(text)) ? 0 : 1);
    pages.sort((one, other) => after(one) - after(other));
    return [pages, order.length];
  };

  const item = ([path, title, kind, text]) => {
    const link = document.createElement("a");
    link.href = root + path;
    link.textContent = title;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = kind;
    const excerpt = document.createElement("p");
    excerpt.textContent = text;
    const made = document.createElement("li");
    made.append(link, excerpt, note);
    return made;
  };

  const sentence = (count, shown) => {
    const words = said.dataset;
    const text = !count ? words.none : count === 1 ? words.one : count > shown ? words.first : words.many;
    return text.replace("{count}", count).replace("{shown}", shown);
  };

  const show = async () => {
    const mine = ++turn;
    const text = input.value.trim();
    const address = new URL(location.href);
    if (text) address.searchParams.set("q", text);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    try {
      const [pages, count] = text ? await search(text) : [[], 0];
      if (mine !== turn) return;
      list.replaceChildren(...pages.map(item));
      said.textContent = text ? sentence(count, pages.length) : "";
    } catch {
      if (mine === turn) said.textContent = said.dataset.failed;
    }
  };

  let wait;
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(wait);
    show();
  });
  document.getElementById("without").hidden = true;
  form.hidden = false;
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) show();
})();
