use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Fault;

/// One rule, as `POST /_sandbox/faults` takes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// `GET /user`, `* /profiles/link-sessions/*`, or `*` for every call.
    pub route: String,
    /// What goes wrong.
    pub fault: FaultName,
    /// HTTP status of `status`, `html` and `empty`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Ayrshare's code in a `status` answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<u32>,
    /// How slow `slow` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// How many calls it hits; until it is cleared when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Only calls of profiles whose title contains this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Do what was asked, and only then let the answer go wrong.
    #[serde(default)]
    pub after: bool,
}

/// `fault` of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultName {
    /// The right answer, late.
    Slow,
    /// No answer.
    Hang,
    /// An error answer.
    Status,
    /// A page of some proxy.
    Html,
    /// Cut off in the middle.
    Truncated,
    /// Something that begins like JSON.
    Malformed,
    /// No body.
    Empty,
    /// 429.
    RateLimited,
}

impl FaultRule {
    /// What the rule does to a call.
    pub fn fault(&self) -> Fault {
        match self.fault {
            FaultName::Slow => Fault::Slow(Duration::from_secs_f64(
                self.seconds.unwrap_or(3.0).clamp(0.0, 600.0),
            )),
            FaultName::Hang => Fault::Hang,
            FaultName::Status => Fault::Status {
                status: self.status.unwrap_or(503),
                code: self.code,
                message: "A fault that was asked for.".to_owned(),
            },
            FaultName::Html => Fault::Html(self.status.unwrap_or(200)),
            FaultName::Truncated => Fault::Truncated,
            FaultName::Malformed => Fault::Malformed,
            FaultName::Empty => Fault::Empty(self.status.unwrap_or(200)),
            FaultName::RateLimited => Fault::RateLimited,
        }
    }

    fn hits(&self, method: &str, path: &str, title: Option<&str>) -> bool {
        let title_fits = self
            .title
            .as_ref()
            .is_none_or(|part| title.is_some_and(|title| title.contains(part.as_str())));
        title_fits && self.times != Some(0) && route_fits(&self.route, method, path)
    }
}

/// Compares a route pattern with a call. A segment `*` or `{...}` fits any segment.
fn route_fits(route: &str, method: &str, path: &str) -> bool {
    let (wanted, pattern) = match route.trim().split_once(' ') {
        _ if route.trim() == "*" => return true,
        Some((wanted, pattern)) => (wanted, pattern.trim()),
        None => ("*", route.trim()),
    };
    let pattern = pattern.strip_prefix("/api").unwrap_or(pattern);
    let open = |segment: &str| segment == "*" || segment.starts_with('{');
    let (pattern, path): (Vec<_>, Vec<_>) =
        (pattern.split('/').collect(), path.split('/').collect());
    (wanted == "*" || wanted.eq_ignore_ascii_case(method))
        && pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(wanted, given)| open(wanted) || wanted == given)
}

/// The rules in force, in the order in which they came.
#[derive(Debug, Default)]
pub struct FaultRules(Vec<FaultRule>);

impl FaultRules {
    /// Adds a rule.
    pub fn add(&mut self, rule: FaultRule) {
        self.0.push(rule);
    }

    /// Forgets all rules.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The rules that still hit something.
    pub fn list(&self) -> &[FaultRule] {
        &self.0
    }

    /// The first rule that hits this call; it is used up by one.
    pub fn take(&mut self, method: &str, path: &str, title: Option<&str>) -> Option<FaultRule> {
        let at = self
            .0
            .iter()
            .position(|rule| rule.hits(method, path, title))?;
        let rule = self.0[at].clone();
        if let Some(times) = &mut self.0[at].times {
            *times -= 1;
            if *times == 0 {
                self.0.remove(at);
            }
        }
        Some(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_fit_by_method_and_segments() {
        assert!(route_fits("*", "GET", "/user"));
        assert!(route_fits("GET /user", "GET", "/user"));
        assert!(!route_fits("GET /user", "POST", "/user"));
        assert!(route_fits(
            "* /api/profiles/link-sessions/{id}",
            "DELETE",
            "/profiles/link-sessions/ls_1"
        ));
        assert!(!route_fits(
            "POST /profiles",
            "POST",
            "/profiles/link-sessions"
        ));
    }

    #[test]
    fn a_rule_with_a_count_is_used_up() {
        let mut rules = FaultRules::default();
        rules.add(serde_json::from_str(r#"{"route":"*","fault":"empty","times":2}"#).unwrap());
        assert!(rules.take("GET", "/user", None).is_some());
        assert!(rules.take("GET", "/user", None).is_some());
        assert!(rules.take("GET", "/user", None).is_none());
    }
}
