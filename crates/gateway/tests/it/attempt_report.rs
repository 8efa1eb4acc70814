//! The log of a link attempt, as a person copies it.

use connect_contract::AttemptState;

use crate::attempt_log::{entries, log, read, steps};
use crate::sandbox_person::link_as;
use crate::world::{Widget, World, attempt_id};

pub async fn report(widget: &Widget<'_>, attempt: &str) -> String {
    read(widget, attempt, "report").await
}

#[tokio::test]
async fn a_report_says_the_same_as_the_log_line_by_line() {
    let world = World::start().await;
    let widget = world.widget("Acme Coffee").await;
    let attempt = attempt_id();
    let page = widget.linking_page(&attempt, "reddit").await;
    link_as(&page, "reddit", "Lumen").await;
    assert!(matches!(
        widget.outcome(&attempt).await,
        AttemptState::Linked { .. }
    ));
    let (log, report) = (
        log(&widget, &attempt).await,
        report(&widget, &attempt).await,
    );
    assert!(report.starts_with(&format!(
        "Attempt: {attempt}\nNetwork: reddit\nState: linked\n"
    )));
    let mut rest = report.as_str();
    for (entry, step) in entries(&log).iter().zip(steps(&log)) {
        let line = format!("{}  {step}", entry["at"].as_str().unwrap());
        let place = rest
            .find(&line)
            .unwrap_or_else(|| panic!("{line} is not in {report}"));
        rest = &rest[place + line.len()..];
    }
}
