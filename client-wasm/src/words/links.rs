//! The linked browsers.

texts! {
    rename: "Name of this browser", "Name dieses Browsers";
    others: "Log out all others", "Alle anderen abmelden";
    others_ask: "Log out all other browsers?", "Alle anderen Browser abmelden?";
    others_what: "All linked browsers but this one lose their access at once.", "Alle gekoppelten Browser außer diesem verlieren sofort den Zugang.";
}
