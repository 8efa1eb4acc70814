//! Reads `text/event-stream`, as the HTML standard frames it (section *Interpreting an event stream*).
//!
//! Written here because what the registry offers is no longer kept up or brings a parser framework along: 3 KB of a
//! widget's bytes. Names (`event:`) and waits (`retry:`) are passed over: the live stream's messages name themselves, and
//! the portal waits by its own rules.

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The id to resume after: this message's, or the last one before it that had one.
    pub id: Option<String>,
    /// What it says.
    pub data: String,
}

/// A stream that is read piece by piece, cut anywhere.
#[derive(Debug, Default)]
pub struct EventStream {
    line: Vec<u8>,
    /// A line feed that follows belongs to the line end that was read.
    after_return: bool,
    id: Option<String>,
    data: Option<String>,
}

impl EventStream {
    /// Takes the next piece in; gives back the messages that are whole now.
    pub fn read(&mut self, piece: &[u8]) -> Vec<Message> {
        let mut whole = Vec::new();
        for &byte in piece {
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            match byte {
                b'\n' if second_half => {}
                b'\n' | b'\r' => {
                    let line = std::mem::take(&mut self.line);
                    whole.extend(self.end_line(&line));
                }
                byte => self.line.push(byte),
            }
        }
        whole
    }

    fn end_line(&mut self, line: &[u8]) -> Option<Message> {
        if line.is_empty() {
            let id = self.id.clone();
            return self.data.take().map(|data| Message { id, data });
        }
        // A line that is not UTF-8 says nothing that could be read.
        let line = std::str::from_utf8(line).ok()?;
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match (field, &mut self.data) {
            ("data", Some(data)) => {
                data.push('\n');
                data.push_str(value);
            }
            ("data", None) => self.data = Some(value.to_owned()),
            ("id", _) if !value.contains('\0') => self.id = Some(value.to_owned()),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: Option<&str>, data: &str) -> Message {
        Message {
            id: id.map(str::to_owned),
            data: data.to_owned(),
        }
    }

    const STREAM: &str = ": opened\n\nid: 7\nevent: account\ndata: {\"a\":1}\n\nretry: 10\ndata:é\r\ndata: b\r\n\r\nid:\ndata\r\r";

    fn expected() -> Vec<Message> {
        vec![
            message(Some("7"), "{\"a\":1}"),
            message(Some("7"), "é\nb"),
            message(Some(""), ""),
        ]
    }

    #[test]
    fn messages_have_their_data_and_the_last_id() {
        assert_eq!(EventStream::default().read(STREAM.as_bytes()), expected());
    }

    #[test]
    fn f44_a_stream_cut_anywhere_says_the_same() {
        for first in 0..=STREAM.len() {
            for second in first..=STREAM.len() {
                let mut stream = EventStream::default();
                let mut read = stream.read(&STREAM.as_bytes()[..first]);
                read.extend(stream.read(&STREAM.as_bytes()[first..second]));
                read.extend(stream.read(&STREAM.as_bytes()[second..]));
                assert_eq!(read, expected(), "cut at {first} and {second}");
            }
        }
    }

    #[test]
    fn a_message_that_never_ended_is_never_given() {
        let mut stream = EventStream::default();
        assert_eq!(stream.read(b"data: half\n"), []);
        assert_eq!(stream.read(b": heartbeat\n"), []);
        assert_eq!(stream.read(b"\n"), [message(None, "half")]);
    }

    #[test]
    fn a_line_that_is_not_utf_8_is_passed_over() {
        let read = EventStream::default().read(b"data: \xff\ndata: b\n\n");
        assert_eq!(read, [message(None, "b")]);
    }
}
