//! The open chat: its messages, and where one writes.

use super::lang::Lang;

texts! {
    conversation: "Conversation", "Unterhaltung";
    back: "Back to the chats", "Zurück zu den Chats";
    messages: "Messages", "Nachrichten";
    appear: "Your messages appear as soon as your phone answers.", "Ihre Nachrichten erscheinen, sobald Ihr Telefon antwortet.";
    hello: "No messages yet. Say hello.", "Noch keine Nachrichten. Sagen Sie Hallo.";
    newest: "To the newest message", "Zur neuesten Nachricht";
    unread: "Unread messages", "Ungelesene Nachrichten";
    you: "You", "Sie";
    mine: "You: ", "Sie: ";
    received: "Received: ", "Erhalten: ";
    message_menu: "Menu of this message", "Menü dieser Nachricht";
    forwarded: "Forwarded", "Weitergeleitet";
    reply_to: "Reply to ", "Antwort auf ";
    starred: "starred, ", "mit Stern, ";
    edited: "edited", "bearbeitet";
    queued: "kept in this browser, goes out when your phone answers", "in diesem Browser gespeichert, geht hinaus, sobald Ihr Telefon antwortet";
    stored: "on your phone, goes out when it is connected", "auf Ihrem Telefon, geht hinaus, sobald es verbunden ist";
    failed: "failed", "fehlgeschlagen";
    sent: "sent", "gesendet";
    delivered: "delivered", "zugestellt";
    read: "read", "gelesen";
    not_sent: "This message was not sent.", "Diese Nachricht wurde nicht gesendet.";
    discard: "Discard", "Verwerfen";
    again: "Try again", "Erneut versuchen";
    deleted: "This message was deleted.", "Diese Nachricht wurde gelöscht.";
    newer: "This message needs a newer version of Pillion.", "Für diese Nachricht ist eine neuere Version von Pillion nötig.";
    not_here: "This message is not here any more.", "Diese Nachricht ist nicht mehr hier.";
    write: "Write a message", "Nachricht schreiben";
    send: "Send", "Senden";
    message: "Message", "Nachricht";
    edit: "Edit message", "Nachricht bearbeiten";
    reply_to_yourself: "Reply to yourself", "Antwort an Sie selbst";
    do_not_edit: "Do not edit", "Nicht bearbeiten";
    do_not_reply: "Do not reply", "Nicht antworten";
    unblock: "Unblock", "Blockierung aufheben";
    delete: "Delete", "Löschen";
    block: "Block", "Blockieren";
    accept: "Accept", "Annehmen";
}

/// Whom one answers.
#[must_use]
pub fn reply_to_name(lang: Lang, name: &str) -> String {
    match lang {
        Lang::English => format!("Reply to {name}"),
        Lang::German => format!("Antwort an {name}"),
    }
}

/// In a chat with somebody who is blocked.
#[must_use]
pub fn blocked(lang: Lang, name: &str) -> String {
    match lang {
        Lang::English => format!("You have blocked {name}. What they send is thrown away unseen."),
        Lang::German => format!("Sie haben {name} blockiert. Was von dort kommt, wird ungesehen verworfen."),
    }
}

/// In a chat that somebody unknown has begun.
#[must_use]
pub fn request(lang: Lang, name: &str) -> String {
    match lang {
        Lang::English => format!("{name} is not among your contacts. Accept to go on, or delete the chat."),
        Lang::German => {
            format!("{name} gehört nicht zu Ihren Kontakten. Nehmen Sie die Anfrage an oder löschen Sie den Chat.")
        }
    }
}
