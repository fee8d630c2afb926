//! What this browser says it is, so that the person on the phone recognises it.

use pillion_protocol::pairing::about::BrowserAbout;

/// The browser and the system, read from the user agent as well as that goes, and the page's origin.
#[must_use]
pub fn about(user_agent: &str, origin: &str) -> BrowserAbout {
    BrowserAbout::new(&browser(user_agent), system(user_agent), origin)
}

/// In this order: each names those after it as well, for compatibility.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

fn browser(user_agent: &str) -> String {
    let named = BROWSERS
        .iter()
        .find_map(|(mark, name)| Some((user_agent.split_once(mark)?.1, name)));
    let Some((rest, name)) = named else {
        return "A browser".into();
    };
    let version: String = rest.chars().take_while(char::is_ascii_digit).collect();
    format!("{name} {version}")
}

fn system(user_agent: &str) -> &'static str {
    SYSTEMS
        .iter()
        .find(|(mark, _)| user_agent.contains(mark))
        .map_or("an unknown system", |(_, name)| name)
}
