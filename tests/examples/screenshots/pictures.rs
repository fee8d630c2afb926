//! Taking pictures in one look.

use std::path::Path;

use pillion_tests::{browser::page::Page, wait};

/// Where pictures of one look go.
pub(crate) struct Pictures<'a> {
    folder: &'a Path,
    look: &'static str,
}

impl<'a> Pictures<'a> {
    /// Pictures of a look, in a folder.
    pub(crate) const fn new(folder: &'a Path, look: &'static str) -> Self {
        Self { folder, look }
    }

    /// Takes one of the page as it is now.
    pub(crate) async fn take(&self, page: &Page, name: &str) {
        let picture = page.browser().client().screenshot().await.expect("a picture");
        let file = format!("{name}-{}.png", self.look);
        std::fs::write(self.folder.join(&file), picture).expect("a file");
        println!("{file}");
    }

    /// Opens a sheet, takes its picture and closes it.
    pub(crate) async fn sheet(&self, page: &Page, door: &str, shows: &str, name: &str) {
        page.press(door).await;
        self.open_sheet(page, shows, name).await;
        page.press("dialog-cancel").await;
    }

    /// Takes the picture of a sheet once it shows something.
    pub(crate) async fn open_sheet(&self, page: &Page, shows: &str, name: &str) {
        there(page, shows).await;
        self.take(page, name).await;
    }

    /// The sheets behind the menu in the corner.
    pub(crate) async fn behind_menu(&self, page: &Page, item: &str, shows: &str, name: &str) {
        page.press("menu").await;
        self.sheet(page, item, shows, name).await;
    }

    /// The sheets behind the menu of the last message.
    pub(crate) async fn behind_message(&self, page: &Page, item: &str, shows: &str, name: &str) {
        page.on_last_message(item).await;
        self.open_sheet(page, shows, name).await;
        page.press("dialog-cancel").await;
    }
}

/// Waits until something is on the page.
pub(crate) async fn there(page: &Page, id: &str) {
    let script =
        format!("return [...document.querySelectorAll('[data-testid=\"{id}\"]')].some((one) => one.checkVisibility())");
    wait::until(id, || async {
        page.run(&script, Vec::new())
            .await
            .is_ok_and(|there| there == true)
            .then_some(())
    })
    .await;
}

/// Goes back to the list, where only one pane has room.
pub(crate) async fn back(page: &Page) {
    const ONE_PANE: &str = "return !!document.querySelector('[data-testid=back]')?.checkVisibility()";
    if page.run(ONE_PANE, Vec::new()).await.expect("a look") == true {
        page.press("back").await;
    }
}
