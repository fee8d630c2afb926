//! Pictures of people and groups.

texts! {
    own: "Your picture", "Ihr Bild";
    choose: "Choose a picture", "Bild wählen";
    remove: "Remove the picture", "Bild entfernen";
}
