/** In the manner of Outlook on the web; one column on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f0f0f0; --pane: #fff; --ink: #242424; --soft: #616161;
  --line: #e0e0e0; --hover: #f5f5f5; --chosen: #cfe4fa; --accent: #0f6cbd; --bar: #0f6cbd; --bar-ink: #fff;
  --note: #fff4ce; --note-ink: #4a3b00; }
@media (prefers-color-scheme: dark) { :root { --page: #141414; --pane: #1f1f1f; --ink: #fff;
  --soft: #adadad; --line: #3d3d3d; --hover: #2b2b2b; --chosen: #0e4775; --accent: #62abf5; --bar: #0a2e4a;
  --bar-ink: #fff; --note: #433519; --note-ink: #fdf0c8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 14px/20px "Segoe UI", system-ui, sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
header { background: var(--bar); color: var(--bar-ink); padding: 0 20px; min-height: 48px; display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
header a { color: inherit; font-weight: 600; font-size: 16px; }
header a:focus-visible { outline-color: currentcolor; outline-offset: 2px; }
.tag { border-radius: 4px; padding: 0 6px; font-size: 12px; line-height: 18px; border: 1px solid currentcolor; white-space: nowrap; }
.tag.warn { background: var(--note); color: var(--note-ink); border-color: transparent; }
.soft { color: var(--soft); }
.small { font-size: 12px; line-height: 16px; }
.clip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
h1 { font-size: 20px; line-height: 28px; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 16px; line-height: 22px; margin: 0 0 8px; font-weight: 600; }
.home { display: grid; grid-template-columns: minmax(0, 1fr) 340px; gap: 16px; padding: 16px 20px; max-width: 1400px; margin: 0 auto; align-items: start; }
.card { background: var(--pane); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-bottom: 16px; }
.search { display: flex; gap: 8px; margin: 12px 0; }
input[type=search] { flex: 1; min-width: 0; padding: 6px 10px; border: 1px solid var(--line); border-bottom-color: var(--soft); border-radius: 4px; background: var(--pane); color: inherit; font: inherit; }
button { padding: 5px 12px; border: 1px solid var(--line); border-radius: 4px; background: var(--pane); color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button:hover { background: var(--hover); }
ul { list-style: none; margin: 0; padding: 0; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 0 16px; }
.person { display: flex; gap: 12px; padding: 10px 8px; border-radius: 4px; color: inherit; align-items: center; min-height: 64px; }
a.person:hover { background: var(--hover); text-decoration: none; }
.person > span:last-child { min-width: 0; flex: 1; }
.person .tags { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 2px; }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; font-weight: 600; color: #fff; }
.hue0 { background: #0f548c; } .hue1 { background: #7a3e9d; } .hue2 { background: #0b6a0b; } .hue3 { background: #8e562e; }
.hue4 { background: #a4262c; } .hue5 { background: #006666; } .hue6 { background: #4f6bed; } .hue7 { background: #69797e; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 12px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.files li { padding: 4px 0; overflow-wrap: anywhere; }
.mail { display: grid; grid-template-columns: 220px minmax(280px, 380px) minmax(0, 1fr); height: calc(100vh - 48px); gap: 8px; padding: 8px; }
.pane { background: var(--pane); border: 1px solid var(--line); border-radius: 8px; overflow: auto; }
.pane > .head { padding: 12px 16px; border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--pane); z-index: 1; }
.folders a { display: flex; justify-content: space-between; gap: 8px; padding: 8px 16px; color: inherit; }
.folders a:hover, .items a:hover { background: var(--hover); text-decoration: none; }
[aria-current=page] { background: var(--chosen) !important; }
[aria-current=page] .soft { color: inherit; }
.items a { display: block; padding: 10px 16px; border-bottom: 1px solid var(--line); color: inherit; }
.items .unread { font-weight: 600; border-left: 3px solid var(--accent); padding-left: 13px; }
.row { display: flex; justify-content: space-between; align-items: flex-start; gap: 8px; }
.row > .clip { min-width: 0; }
.pages { padding: 12px 16px; display: flex; justify-content: space-between; }
.empty { padding: 32px 16px; text-align: center; color: var(--soft); }
.reading { padding: 16px 24px; }
.reading dl { margin: 12px 0; }
.reading .person { padding-left: 0; }
.reading .person span span { display: block; }
.attachments { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; }
.attachments a { display: block; border: 1px solid var(--line); border-radius: 4px; padding: 6px 10px; max-width: 100%; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid var(--line); padding: 16px 0; font-size: 15px; line-height: 22px; }
svg { width: 12px; height: 12px; vertical-align: -1px; fill: none; stroke: currentcolor; stroke-width: 1.5; }
iframe { width: 100%; min-height: 320px; border: 1px solid var(--line); border-radius: 4px; background: #fff; }
details { margin-top: 8px; } summary { cursor: pointer; color: var(--accent); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/18px Consolas, monospace; margin: 8px 0; }
.pane a.back { display: none; }
@media (max-width: 900px) {
  .home { grid-template-columns: minmax(0, 1fr); padding: 12px; }
  .people { grid-template-columns: minmax(0, 1fr); }
  header { padding: 8px 12px; }
  .mail { display: block; height: auto; padding: 0; }
  .pane { border: 0; border-radius: 0; display: none; min-height: calc(100vh - 48px); }
  .mail[data-shows=folders] .folders, .mail[data-shows=items] .items, .mail[data-shows=message] .message { display: block; }
  .pane > .head { position: static; }
  .reading { padding: 16px; }
  .pane a.back { display: inline-block; margin-bottom: 8px; padding: 0; border: 0; color: var(--accent); }
}
`;
