//! The page as a whole: another tab, and a page that cannot begin.

texts! {
    use_here: "Use here", "Hier verwenden";
    elsewhere: "Pillion is open in another tab", "Pillion ist in einem anderen Tab geöffnet";
    one_tab: "Only one tab at a time talks to your phone. You can go on here instead.", "Mit Ihrem Telefon spricht immer nur ein Tab. Sie können stattdessen hier weitermachen.";
    cannot_start: "Pillion cannot start here", "Pillion kann hier nicht starten";
}
