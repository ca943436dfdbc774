//! Alerts, by page.

use porchlight_core::alerts::Alert;
use porchlight_core::view::AlertCursorRequest;

pass_on! {
    alerts(before: Option<AlertCursorRequest>, limit: u32) -> Vec<Alert>;
    mark_alerts_read() -> ();
}
