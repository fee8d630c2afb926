//! A QR code as SVG elements: always black on white with a quiet zone, so that a screenshot in any colour scheme scans.

use qrcode::{Color, EcLevel, QrCode};

use super::element::{Tag, svg};

/// The margin that a scanner needs, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// The picture of a text; `None` if it is too long for any code.
#[must_use]
pub fn qr(text: &str) -> Option<Tag> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width() + 2 * QUIET;
    Some(
        svg("svg")
            .attr("viewBox", &format!("0 0 {side} {side}"))
            .attr("shape-rendering", "crispEdges")
            .attr("aria-hidden", "true")
            .child((
                svg("rect")
                    .attr("width", &side.to_string())
                    .attr("height", &side.to_string())
                    .attr("fill", "#fff"),
                svg("path").attr("d", &outline(&code)).attr("fill", "#000"),
            )),
    )
}

/// The dark modules, as one path of horizontal runs.
#[must_use]
pub fn outline(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (y, line) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in line.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                path.push_str(&format!("M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET));
            }
            x += run.len();
        }
    }
    path
}
