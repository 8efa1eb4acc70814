use std::collections::VecDeque;

use serde::Serialize;

use crate::clock::{self, Millis};

/// The calls that are remembered; older ones are forgotten.
const KEPT: usize = 20_000;

/// One call of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// HTTP method.
    pub method: String,
    /// Path below `/api`, without the query.
    pub path: String,
    /// Title of the profile that the call was scoped to.
    pub profile: Option<String>,
    /// HTTP status; `null` while there is no answer, and for good when the caller went away.
    pub status: Option<u16>,
    /// When it came, in milliseconds since 1970.
    pub at_ms: Millis,
}

/// The calls in the order in which they came.
#[derive(Debug, Default)]
pub struct Calls {
    kept: VecDeque<Call>,
    /// Number of the first call that is kept.
    first: usize,
}

impl Calls {
    /// Writes down a call that has no answer yet. The number is for [`Calls::answered`].
    pub fn came(&mut self, method: &str, path: &str, profile: Option<String>) -> usize {
        if self.kept.len() == KEPT {
            self.kept.pop_front();
            self.first += 1;
        }
        let (method, path) = (method.to_owned(), path.to_owned());
        self.kept.push_back(Call {
            method,
            path,
            profile,
            status: None,
            at_ms: clock::now(),
        });
        self.first + self.kept.len() - 1
    }

    /// Writes down the answer.
    pub fn answered(&mut self, number: usize, status: u16) {
        let call = number
            .checked_sub(self.first)
            .and_then(|at| self.kept.get_mut(at));
        if let Some(call) = call {
            call.status = Some(status);
        }
    }

    /// Oldest first.
    pub fn list(&self) -> impl DoubleEndedIterator<Item = &Call> {
        self.kept.iter()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.first += self.kept.len();
        self.kept.clear();
    }
}
