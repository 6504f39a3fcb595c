/** One style sheet for all pages, in the page itself: no asset comes from anywhere else. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f2; --sheet: #fff; --ink: #1d1f23; --soft: #5d626b; --line: #e2e0da;
  --accent: #2b4fa2; --on-accent: #fff; --done: #1f6b45; --waiting: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181c; --sheet: #1f2227; --ink: #eceef1; --soft: #a3a9b3; --line: #343941;
    --accent: #9db8ff; --on-accent: #10131a; --done: #7fd1a6; --waiting: #efbf6a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding-top: 1.25rem; }
header strong { margin-right: auto; }
header nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
main { padding-top: 1.5rem; padding-bottom: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; text-wrap: balance; }
p { margin: 0 0 1rem; }
.firm { margin: 0 0 .25rem; color: var(--soft); }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.soft { color: var(--soft); }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; }
.sheet > :last-child { margin-bottom: 0; }
.rows { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; }
.rows > li + li { border-top: 1px solid var(--line); }
.rows > li { padding: .85rem 1.25rem; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem 1.25rem; }
.rows > li > * { overflow-wrap: anywhere; }
.rows .wide { grid-column: 1 / -1; }
.rows .end { text-align: right; white-space: nowrap; }
.rows .empty { display: block; color: var(--soft); }
.title { font-weight: 600; }
.done { color: var(--done); }
.waiting { color: var(--waiting); }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem 1rem; margin: 0 0 1.25rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
ul.plain { margin: 0 0 1rem; padding-left: 1.25rem; }
ul.plain li { margin-bottom: .35rem; }
button, .button {
  display: inline-block; font: inherit; font-weight: 600; padding: .7rem 1.4rem; border: 0; border-radius: .5rem;
  background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none;
}
iframe {
  display: block; width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .75rem;
  background: #fff; color-scheme: light;
}
.notice { margin: 1.25rem 0 0; font-size: .875rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 30rem) {
  .sheet { padding: 1.25rem; }
  .rows > li { grid-template-columns: minmax(0, 1fr); }
  .rows .end { text-align: left; }
  button, .button { width: 100%; text-align: center; }
}
`;

/** Fetches the list again every few seconds and replaces it only when it has changed, so that a click is never lost. */
export const REFRESH_SCRIPT = `
const list = document.querySelector('[data-refresh]');
if (list) setInterval(async () => {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    const fresh = page.querySelector('[data-refresh]');
    if (fresh && fresh.innerHTML !== list.innerHTML) list.replaceChildren(...fresh.childNodes);
  } catch { /* The tenant is being restarted: the next turn will do. */ }
}, 3000);
const frame = document.querySelector('iframe');
if (frame) {
  const fit = () => { frame.style.height = frame.contentDocument.documentElement.scrollHeight + 2 + 'px'; };
  frame.addEventListener('load', fit);
  if (frame.contentDocument?.readyState === 'complete') fit();
}
`;
