//! The left pane: the chats, the search, the menu in the corner.

use super::lang::Lang;

texts! {
    chats: "Chats", "Chats";
    width: "Width of the list of chats", "Breite der Chatliste";
    new_contact: "New contact", "Neuer Kontakt";
    appear: "Your chats appear as soon as your phone answers.", "Ihre Chats erscheinen, sobald Ihr Telefon antwortet.";
    none: "No chats yet.", "Noch keine Chats.";
    archived: "Archived", "Archiviert";
    more: "More", "Mehr";
    chat_menu: "Menu of this chat", "Menü dieses Chats";
    draft: "Draft:", "Entwurf:";
    no_messages: "No messages yet", "Noch keine Nachrichten";
    muted: "muted", "stummgeschaltet";
    pinned: "pinned", "angeheftet";
    marked_unread: "marked as unread", "als ungelesen markiert";
    requests: "Message requests", "Nachrichtenanfragen";
    starred: "Starred messages", "Markierte Nachrichten";
    messages: "Messages", "Nachrichten";
    search: "Search", "Suchen";
    search_what: "Search chats and messages", "Chats und Nachrichten durchsuchen";
    search_end: "End the search", "Suche beenden";
    search_phone: "Messages are searched on your phone, and it does not answer at the moment.", "Nachrichten werden auf Ihrem Telefon gesucht, und es antwortet gerade nicht.";
    searching: "Searching…", "Suche läuft…";
    no_starred: "No starred messages. The menu of a message gives it a star.", "Keine markierten Nachrichten. Im Menü einer Nachricht geben Sie ihr einen Stern.";
    no_hits: "No messages found.", "Keine Nachrichten gefunden.";
    nothing: "Nothing found.", "Nichts gefunden.";
    not_here: "This message is not here any more. It may have been deleted.", "Diese Nachricht ist nicht mehr hier. Vielleicht wurde sie gelöscht.";
    menu: "Menu", "Menü";
    links: "Linked browsers", "Gekoppelte Browser";
    keys: "Keys", "Tastenkürzel";
    log_out: "Log out", "Abmelden";
    appear_here: "Your chats stay on your phone; they appear here as soon as it answers.", "Ihre Chats bleiben auf Ihrem Telefon; sie erscheinen hier, sobald es antwortet.";
    add_one: "You have no chats yet. Add a contact by handle to begin one.", "Sie haben noch keine Chats. Fügen Sie einen Kontakt über seinen Nutzernamen hinzu, um einen zu beginnen.";
    choose: "Choose a chat. Everything you read and write here passes through your phone, end-to-end encrypted.", "Wählen Sie einen Chat. Alles, was Sie hier lesen und schreiben, geht Ende-zu-Ende-verschlüsselt über Ihr Telefon.";
    waiting: "Waiting here for your phone", "Wartet hier auf Ihr Telefon";
}

/// How many messages are unread, spoken after the number itself.
#[must_use]
pub const fn unread(lang: Lang, count: u32) -> &'static str {
    match (lang, count) {
        (Lang::English, 1) => " unread message",
        (Lang::English, _) => " unread messages",
        (Lang::German, 1) => " ungelesene Nachricht",
        (Lang::German, _) => " ungelesene Nachrichten",
    }
}
