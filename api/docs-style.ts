/** The look of the API's page: one column on a telephone, its contents beside it on a screen; light and dark. */
export const DOCS_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f4f6f8;--ink:#1b1f23;--soft:#57606a;--line:#d5dbe1;--mark:#0e4a5a;--get:#0b5c86;--post:#116329;--put:#8a4600;--delete:#a40e26;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#14181c;--panel:#1d2329;--ink:#e6edf3;--soft:#9da7b1;--line:#39424b;--mark:#7cc4d6;--get:#79c0ff;--post:#6fdd8b;--put:#f0b072;--delete:#ff9492;--on:#0b1a1f}}
*{box-sizing:border-box}html{scroll-padding-top:1.5rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.6 "Segoe UI",system-ui,sans-serif;overflow-wrap:break-word}
a{color:var(--mark);text-underline-offset:.15em}:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:.2rem}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem 1rem;z-index:1}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.45rem;line-height:1.25;margin:3.5rem 0 .75rem;padding-top:1.5rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:2rem 0 .5rem}h4{font-size:.925rem;margin:1.25rem 0 .35rem;color:var(--soft);font-weight:600}
header>p:first-child{margin:0}p,ul,ol,dl{margin:.6rem 0}li+li{margin-top:.3rem}.lead{font-size:1.1rem}.soft{color:var(--soft)}
code,pre{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
:not(pre)>code{background:var(--panel);border-radius:.25rem;padding:.1em .35em;overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem;margin:.75rem 0;overflow-x:auto;line-height:1.5;tab-size:2}
pre code{font-size:.85rem}.copy code{user-select:all;-webkit-user-select:all}.hint{color:var(--soft);font-size:.875rem;margin:-.35rem 0 .75rem}
.page{max-width:76rem;margin:0 auto;padding:max(1.25rem,4vh) 1.25rem 5rem}main{min-width:0}main section:first-of-type h2{border:0;padding-top:0;margin-top:2rem}
nav{font-size:.925rem}nav ol{list-style:none;padding:0;margin:.25rem 0}nav ol ol{padding-left:.9rem;border-left:1px solid var(--line)}nav li+li{margin:0}
nav a{display:block;padding:.22rem 0;color:inherit;text-decoration:none}nav a:hover{text-decoration:underline}
nav{border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem;margin:1.5rem 0 0}
summary{cursor:pointer;font-weight:600}details.more{margin:.5rem 0}details.more>summary{font-size:.925rem;color:var(--mark);padding:.25rem 0}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.95rem}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
td code{white-space:nowrap}
.fields{list-style:none;padding:0;margin:.35rem 0;border-top:1px solid var(--line)}.fields>li{padding:.5rem 0;margin:0;border-bottom:1px solid var(--line)}
.fields p{margin:.15rem 0 0}.type{color:var(--soft);font-size:.875rem}.must{color:var(--delete);font-size:.875rem}
.operation{border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.15rem;margin:1.25rem 0}.operation>h3{margin:0 0 .35rem}.route{margin:0 0 .6rem;overflow-wrap:anywhere}
.method{display:inline-block;min-width:3.6rem;text-align:center;font-weight:700;font-size:.78rem;border-radius:.3rem;padding:.12rem .45rem;margin-right:.5rem;color:var(--on);background:var(--get)}
.post{background:var(--post)}.put,.patch{background:var(--put)}.delete{background:var(--delete)}
.status{font-weight:700;margin-right:.4rem}footer{margin-top:4rem;color:var(--soft);font-size:.925rem}
@media(min-width:64rem){.page{display:grid;grid-template-columns:15rem minmax(0,1fr);column-gap:3.5rem}header,footer{grid-column:2}nav{grid-row:1/4;position:sticky;top:1.5rem;max-height:calc(100vh - 3rem);overflow-y:auto;align-self:start}
nav{border:0;padding:0 .25rem 0 0;margin:0}main,header{max-width:52rem}}
@media(max-width:63.99rem){nav ol ol{display:none}}
@media(max-width:40rem){.states td:nth-child(2){font-weight:600}h1{font-size:1.6rem}h2{font-size:1.3rem;margin-top:2.5rem}.operation{padding:.85rem .9rem}
.states thead{position:absolute;left:-999rem}.states tr{display:block;border-bottom:1px solid var(--line);padding:.6rem 0}.states td{display:block;border:0;padding:.1rem 0}}
@media print{nav,.skip{display:none}pre{white-space:pre-wrap}}`;
