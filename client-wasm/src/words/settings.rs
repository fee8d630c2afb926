//! What one can choose for this browser.

texts! {
    title: "Settings", "Einstellungen";
    of_browser: "Language and notifications hold for this browser only.", "Sprache und Benachrichtigungen gelten nur für diesen Browser.";
    language: "Language", "Sprache";
    alerts: "Notifications", "Benachrichtigungen";
    alerts_on: "Notify me of new messages", "Über neue Nachrichten benachrichtigen";
    alerts_preview: "Show sender and text in it", "Absender und Text darin anzeigen";
    alerts_sound: "Play a sound", "Ton abspielen";
    alerts_refused: "This browser does not let the page notify you. Allow notifications for this page in the browser's settings, then try again.", "Dieser Browser erlaubt der Seite keine Benachrichtigungen. Erlauben Sie sie in den Einstellungen des Browsers für diese Seite und versuchen Sie es dann wieder.";
    new_message: "New message", "Neue Nachricht";
}
