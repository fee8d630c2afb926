//! axe-core in the page: what it finds is what a blind reader's program stumbles over.

use std::{env, fs};

use serde_json::Value;

use crate::browser::page::Page;

/// Looks at the page as it is now; the findings that are serious or critical, each with where it is.
///
/// # Panics
/// When axe-core is not there, or the page does not run it.
pub async fn serious(page: &Page) -> Vec<String> {
    const RUN: &str = "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4).map(({ html, any }) => html.slice(0, 200) + (any[0] ? ' [' + any[0].message + ']' : '')).join(' | ')}`)), (error) => done([String(error)]))";
    if page
        .run("return typeof axe", Vec::new())
        .await
        .expect("the page answers")
        == "undefined"
    {
        let _ = page.run(&program(), Vec::new()).await.expect("axe-core starts");
    }
    let found = page.run_later(RUN, Vec::new()).await;
    let found = found.as_array().into_iter().flatten().map(Value::to_string);
    found.collect()
}

fn program() -> String {
    let path = env::var("PILLION_AXE")
        .expect("PILLION_AXE names axe.min.js: scripts/test.sh sets it, \"make setup\" brings the file");
    let text = fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{path}: {problem}"));
    // Driven as a script, it would keep its name to itself.
    format!("{text}; window.axe = axe;")
}
