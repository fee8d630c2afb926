//! Texts that try to run, and how one sees whether any of them did.

use pillion_tests::browser::page::Page;
use serde_json::json;

/// Markup, addresses and words of other machines that try to run, one a line.
pub(crate) const PAYLOADS: &str = include_str!("../../payloads/markup.txt");

/// Counts what a policy stopped, for that has tried to run; and what asks the person something.
pub(crate) const WATCH: &str = "window.tried = []; addEventListener('securitypolicyviolation', (event) => window.tried.push(event.violatedDirective + ' ' + event.sample)); for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.tried.push(name);";

/// What ran or could run: elements and attributes that the page never makes itself.
const HARMLESS: &str = r"
    const active = /^(iframe|object|embed|base|math|foreignObject|video|audio|frameset|style)$/i;
    const runs = ({ name, value }) => /^on/i.test(name) || (/^(href|src|action|formaction)$/i.test(name) && /^(javascript|data|vbscript):/i.test(value.trim()));
    const odd = [...document.querySelectorAll('*')].filter((element) => active.test(element.tagName) || [...element.attributes].some(runs));
    const links = [...document.links].map(({ href }) => href).filter((href) => !/^https?:/.test(href));
    return { tried: window.tried, odd: odd.map((element) => element.outerHTML.slice(0, 200)), links, scripts: document.scripts.length, title: document.title };
";

/// Waits for nothing: what ran has run.
pub(crate) async fn is_harmless(page: &Page, after: &str) {
    let seen = page.run(HARMLESS, Vec::new()).await.unwrap();
    for part in ["tried", "odd", "links"] {
        assert_eq!(seen[part], json!([]), "{part} after {after}");
    }
    assert_eq!(seen["scripts"], 1, "after {after}");
    let title = seen["title"].as_str().unwrap();
    assert!(title.contains("Pillion"), "{title} after {after}");
}
