//! Builds the relay again when the page that is embedded in it has changed.

fn main() {
    println!("cargo:rerun-if-changed=../www");
}
