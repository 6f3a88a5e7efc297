/** All the page's CSS: light and dark by what the reader's system asks for, light on paper. No fonts, no pictures. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1a2230;--soft:#566172;--line:#d9dee6;--card:#f5f7fa;--accent:#1f5fbf;
--success:#1b7f4d;--interrupted:#c77700;--failed:#c0342c;--refused:#6b5ca5;--abandoned:#8894a5;--unknown:#c3cad5}
@media screen and (prefers-color-scheme:dark){:root{--page:#12161d;--ink:#e8ecf2;--soft:#a3aebd;--line:#313a47;--card:#1b212b;
--accent:#7fb0ff;--success:#4cc38a;--interrupted:#f0a83c;--failed:#ff7b72;--refused:#a898e8;--abandoned:#7d8998;--unknown:#4a5565}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:68rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.3rem;margin:2.6rem 0 .6rem;padding-top:.8rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:0}section>h3{margin-top:1.6rem}
p{margin:.4rem 0}
.short{font-size:1.1rem;margin:.4rem 0;padding-left:1.2rem}.short li{margin:.35rem 0}
.soft,caption,.note,.legend{color:var(--soft)}
.note,.legend,caption{font-size:.875rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1.2rem 0;padding:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.1rem}
.card .value{font-size:2.1rem;font-weight:650;line-height:1.2;margin:.15rem 0;font-variant-numeric:tabular-nums}
.card .small{font-size:.875rem;color:var(--soft);margin:.2rem 0}
.card.first{border-color:var(--accent);border-width:2px}
.scroll{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:.2rem 0 .5rem}
th,td{padding:.35rem 1.4rem .35rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:middle;font-weight:400;
overflow-wrap:anywhere;min-width:3.5rem}
thead th{color:var(--soft);font-size:.82rem;vertical-align:bottom;overflow-wrap:normal}
.right{text-align:right;white-space:nowrap}
svg{display:block;max-width:100%;height:auto}
svg text{fill:var(--ink);font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
svg .muted{fill:var(--soft)}
.track{fill:var(--line)}.range{fill:var(--accent);opacity:.4}.point{fill:var(--accent)}
.success{fill:var(--success)}.interrupted{fill:var(--interrupted)}.failed{fill:var(--failed)}.refused{fill:var(--refused)}
.abandoned{fill:var(--abandoned)}.unknown{fill:var(--unknown)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;margin:.6rem 0}
.legend svg{display:inline-block;vertical-align:-1px;margin-right:.4rem}
dt{font-weight:600;margin-top:.8rem}dd{margin:0;color:var(--soft)}
footer{padding-top:1.5rem;padding-bottom:3rem;color:var(--soft);font-size:.875rem}
@media print{body{font-size:11pt}main,header,footer{max-width:none;padding:0}.scroll{overflow:visible}
.card,tr,dl>div,svg{break-inside:avoid}h2,caption{break-after:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
@page{margin:15mm}}
`;
