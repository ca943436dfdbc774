//! The inbox of alerts, by page.

use porchlight_core::alerts::{AlertFilter, AlertView};
use porchlight_core::view::AlertCursorRequest;

pass_on! {
    alerts(filter: AlertFilter, before: Option<AlertCursorRequest>, limit: u32) -> Vec<AlertView>;
    mark_alert_read(id: String) -> ();
    mark_alerts_read() -> ();
    undo_mark_alerts_read() -> ();
}
