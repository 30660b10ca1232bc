// How the page of an opinion looks, in light and in dark.

export const STYLE = `
:root {
  color-scheme: light dark;
  --back: light-dark(#fbfbfa, #16181b); --card: light-dark(#fff, #1d2024);
  --text: light-dark(#1d2126, #e4e6e9); --quiet: light-dark(#5d6670, #9aa3ad);
  --line: light-dark(#e3e5e8, #30353b); --accent: light-dark(#1f5fbf, #7fb0ff);
  --agreed: light-dark(#d8f0df, #1d3d2a); --contradicted: light-dark(#fde0dc, #4a2521);
  --qualified: light-dark(#fdf0cf, #43371a);
  font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1600px; padding: 20px 24px 80px; background: var(--back); color: var(--text); }
h1 { font-size: 20px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 28px 0 8px; }
h3 { font-size: 14px; margin: 0 0 6px; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; padding: 6px 10px; background: var(--card); }
.entry, .answer { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; margin: 0 0 10px; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr)); gap: 12px; }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 12px; align-items: start; }
.answer { margin: 0; max-height: 80vh; overflow: auto; }
blockquote { margin: 0; padding-left: 10px; border-left: 3px solid var(--line); }
.said, .text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.note { color: var(--quiet); margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; border-radius: 3px; padding: 0 1px; scroll-margin: 40px; }
mark.agreed { background: var(--agreed); }
mark.contradicted { background: var(--contradicted); }
mark.qualified { background: var(--qualified); }
mark:target { outline: 2px solid var(--accent); }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { text-align: left; padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
nav a { margin-right: 14px; }
@media print { .answer { max-height: none; } }
`;
