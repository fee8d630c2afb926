//! What the small menus offer.

texts! {
    reply: "Reply", "Antworten";
    react: "React", "Reagieren";
    edit: "Edit", "Bearbeiten";
    star: "Star", "Mit Stern markieren";
    unstar: "Remove star", "Stern entfernen";
    copy: "Copy", "Kopieren";
    forward: "Forward", "Weiterleiten";
    delete: "Delete", "Löschen";
    pin: "Pin", "Anheften";
    unpin: "Unpin", "Nicht mehr anheften";
    archive: "Archive", "Archivieren";
    unarchive: "Take out of the archive", "Aus dem Archiv holen";
    unmute: "Unmute", "Stummschaltung aufheben";
    mute_hours: "Mute for 8 hours", "8 Stunden stummschalten";
    mute_week: "Mute for a week", "Eine Woche stummschalten";
    mute_always: "Mute always", "Immer stummschalten";
    mark_read: "Mark as read", "Als gelesen markieren";
    mark_unread: "Mark as unread", "Als ungelesen markieren";
    block: "Block", "Blockieren";
    unblock: "Unblock", "Blockierung aufheben";
    delete_chat: "Delete chat", "Chat löschen";
}
