use std::borrow::Cow;
use std::time::Duration;

/// Something that is to go wrong.
#[derive(Clone, Debug)]
pub struct Order {
    /// For every request whose path begins so.
    pub path: Cow<'static, str>,
    /// What.
    pub fault: Fault,
    /// How often; nothing means until it is cleared.
    pub times: Option<u32>,
}

/// What goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nobody is there. Connections that are open break at once.
    Gone,
    /// Nobody ever answers.
    Hang,
    /// Something else than the gateway answers.
    Answer {
        /// With this status.
        status: u16,
        /// These headers, and none besides but what lets a page of another origin read it.
        headers: Vec<(&'static str, String)>,
        /// And this body.
        body: String,
    },
    /// The connection breaks in the middle of the body.
    Cut {
        /// After so many bytes.
        after: usize,
    },
    /// One bit of the body is another.
    Flipped,
    /// The answer is named as something else, or not at all.
    Typed(Option<&'static str>),
    /// After the body comes space without an end.
    Endless,
    /// The body is packed, with 64 MiB of space after it.
    Bomb,
    /// The request is sent on to another host: [`Line::strayed`](super::Line::strayed).
    Redirect,
    /// The headers that let a page of another origin read the answer are taken away.
    NoCors,
    /// The body ends after so long, as if it were whole.
    Short(Duration),
    /// The head and the first piece come through, and nothing after them: a proxy that collects.
    Held,
    /// This much more comes in one piece, so long after the first.
    Storm {
        /// When.
        after: Duration,
        /// What.
        text: String,
    },
    /// 400 kbit/s for all that is slow together, and 400 ms before each answer.
    Slow,
}

impl Order {
    /// From now on, until it is cleared.
    pub fn always(path: impl Into<Cow<'static, str>>, fault: Fault) -> Self {
        Self {
            path: path.into(),
            fault,
            times: None,
        }
    }

    /// So many times.
    pub fn times(path: impl Into<Cow<'static, str>>, fault: Fault, times: u32) -> Self {
        Self {
            path: path.into(),
            fault,
            times: Some(times),
        }
    }

    pub(super) fn is_for(&self, path: &str) -> bool {
        self.times != Some(0) && path.starts_with(&*self.path)
    }
}

impl Fault {
    /// An answer of this status that is not the gateway's, with a page for people in it.
    pub fn page(status: u16) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type", "text/html".into())],
            body: "<!doctype html><title>Wi-Fi</title><h1>Sign in to the Wi-Fi</h1>".into(),
        }
    }

    /// This JSON instead of the gateway's.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type", "application/json".into())],
            body: body.into(),
        }
    }

    /// A problem as the gateway writes it.
    pub fn problem(status: u16, code: &str) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type", "application/problem+json".into())],
            body: format!(
                r#"{{"type":"/problems/{code}","title":"","status":{status},"code":"{code}","support_id":"line-1"}}"#
            ),
        }
    }

    /// The same with a further header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}
