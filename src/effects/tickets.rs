//! Tickets on their way to our start page. In an embed the start page asks, and whichever comes second, the question or
//! the backend's answer, brings them together.

use connect_contract::{AttemptId, NetworkId, StartedLink, Ticket};
use connect_core::Failure;

use crate::browser::messages::Source;

/// Who waits for what. There is one window, so there is one attempt whose start page can ask.
#[derive(Default)]
pub struct Tickets {
    desk: Option<Desk>,
}

struct Desk {
    attempt: AttemptId,
    network: NetworkId,
    stage: Stage,
}

enum Stage {
    /// The backend was asked.
    Asked,
    /// The backend was asked, and the start page waits.
    Wanted(Source),
    /// The backend answered, and nobody has asked yet.
    Ready(Ticket),
    /// The backend refused, and nobody has asked yet.
    Refused { code: String, support_id: String },
    /// Handed over. A ticket works once.
    Spent,
}

impl Tickets {
    /// The backend is being asked for an attempt's ticket. Older attempts are over.
    pub fn ask(&mut self, attempt: &AttemptId, network: &NetworkId) {
        match self.of(attempt) {
            Some(desk) if matches!(desk.stage, Stage::Wanted(_)) => {}
            Some(desk) => desk.stage = Stage::Asked,
            None => {
                self.desk = Some(Desk {
                    attempt: attempt.clone(),
                    network: network.clone(),
                    stage: Stage::Asked,
                });
            }
        }
    }

    fn of(&mut self, attempt: &AttemptId) -> Option<&mut Desk> {
        self.desk.as_mut().filter(|desk| desk.attempt == *attempt)
    }

    /// The backend answered.
    pub fn answered(
        &mut self,
        gateway: &str,
        attempt: &AttemptId,
        result: Result<StartedLink, Failure>,
    ) {
        let Some(desk) = self.of(attempt) else {
            return;
        };
        let waiting = match std::mem::replace(&mut desk.stage, Stage::Spent) {
            Stage::Wanted(source) => Some(source),
            _ => None,
        };
        desk.stage = match (result, waiting) {
            (Ok(started), Some(source)) => {
                source.hand_over(gateway, attempt, &started.ticket);
                Stage::Spent
            }
            (Ok(started), None) => Stage::Ready(started.ticket),
            (Err(failure), waiting) => {
                let code = failure
                    .code()
                    .map_or("unreachable", |code| code.as_str())
                    .to_owned();
                let support_id = failure.support_id().unwrap_or_default().to_owned();
                match waiting {
                    Some(source) => {
                        source.refuse(gateway, attempt, &code, &support_id);
                        Stage::Spent
                    }
                    None => Stage::Refused { code, support_id },
                }
            }
        };
    }

    /// The start page asks. Answers with the network if the backend has to be asked once more: the last ticket was
    /// handed over, so this is another try.
    pub fn wanted(
        &mut self,
        gateway: &str,
        attempt: &AttemptId,
        source: Source,
    ) -> Option<NetworkId> {
        let desk = self.of(attempt)?;
        match std::mem::replace(&mut desk.stage, Stage::Spent) {
            Stage::Asked | Stage::Wanted(_) => {
                desk.stage = Stage::Wanted(source);
                None
            }
            Stage::Ready(ticket) => {
                source.hand_over(gateway, attempt, &ticket);
                None
            }
            Stage::Refused { code, support_id } => {
                source.refuse(gateway, attempt, &code, &support_id);
                None
            }
            Stage::Spent => {
                desk.stage = Stage::Wanted(source);
                Some(desk.network.clone())
            }
        }
    }
}
