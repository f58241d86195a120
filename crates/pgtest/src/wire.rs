//! The framing of PostgreSQL's protocol, version 3: a startup packet, then tagged messages.

use std::io;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Larger than any message a test sends; a length beyond it means that we lost the framing.
const MOST: usize = 256 << 20;

/// One tagged message: its tag and everything after the length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) tag: u8,
    pub(crate) body: Bytes,
}

impl Message {
    pub(crate) fn new(tag: u8, body: impl Into<Bytes>) -> Self {
        Self { tag, body: body.into() }
    }

    /// Writes it as it stands on the wire.
    pub(crate) fn put(&self, into: &mut BytesMut) {
        into.put_u8(self.tag);
        into.put_u32(u32::try_from(self.body.len() + 4).unwrap_or(u32::MAX));
        into.put_slice(&self.body);
    }

    /// The texts, ended by zero, that the body begins with: at most `n`.
    pub(crate) fn texts(&self, n: usize) -> Vec<String> {
        self.body
            .split(|byte| *byte == 0)
            .take(n)
            .map(|text| String::from_utf8_lossy(text).into_owned())
            .collect()
    }
}

/// Reads messages from one side.
pub(crate) struct Reader<R> {
    from: R,
    buffer: BytesMut,
}

impl<R: AsyncRead + Unpin> Reader<R> {
    pub(crate) fn new(from: R) -> Self {
        Self {
            from,
            buffer: BytesMut::with_capacity(16 << 10),
        }
    }

    /// True when no further message is at hand without waiting.
    pub(crate) fn is_drained(&self) -> bool {
        self.buffer.len() < 5 || self.buffer.len() < 1 + self.length_at(1)
    }

    /// The next message, or `None` when the other side closed between two messages.
    pub(crate) async fn message(&mut self) -> io::Result<Option<Message>> {
        while self.is_drained() {
            if self.buffer.len() >= 5 && self.length_at(1) > MOST {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "lost the framing"));
            }
            if self.from.read_buf(&mut self.buffer).await? == 0 {
                return Ok(None);
            }
        }
        let length = self.length_at(1);
        if length < 4 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a message shorter than its length",
            ));
        }
        let mut whole = self.buffer.split_to(1 + length);
        let tag = whole.get_u8();
        whole.advance(4);
        Ok(Some(Message {
            tag,
            body: whole.freeze(),
        }))
    }

    /// The next packet of the startup, which has no tag: length included, as it stands on the wire.
    pub(crate) async fn packet(&mut self) -> io::Result<Option<Bytes>> {
        while self.buffer.len() < 8 || self.buffer.len() < self.length_at(0) {
            if self.from.read_buf(&mut self.buffer).await? == 0 {
                return Ok(None);
            }
        }
        let length = self.length_at(0);
        if length < 8 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a startup packet that is too short",
            ));
        }
        Ok(Some(self.buffer.split_to(length).freeze()))
    }

    fn length_at(&self, at: usize) -> usize {
        let bytes = [
            self.buffer[at],
            self.buffer[at + 1],
            self.buffer[at + 2],
            self.buffer[at + 3],
        ];
        u32::from_be_bytes(bytes) as usize
    }
}

/// What a statement text is, as far as faults care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Holds a COMMIT or END.
    Commit,
    /// Only BEGIN, ROLLBACK, SET, SHOW, or nothing.
    Other,
    /// Anything else: it reads or writes.
    Statement,
}

/// Looks at the first word of every statement in a text. A semicolon inside a string literal may be taken
/// for an end, which is good enough: no literal begins with COMMIT after a semicolon in our texts.
pub(crate) fn kind(sql: &str) -> Kind {
    let mut kind = Kind::Other;
    for statement in sql.split(';') {
        match first_word(statement).as_str() {
            "COMMIT" | "END" => return Kind::Commit,
            "" | "BEGIN" | "START" | "ROLLBACK" | "ABORT" | "SET" | "SHOW" | "SAVEPOINT" | "RELEASE" => {}
            _ => kind = Kind::Statement,
        }
    }
    kind
}

fn first_word(statement: &str) -> String {
    let mut rest = statement.trim_start();
    // Comments may stand before the word.
    loop {
        let after = match rest {
            line if line.starts_with("--") => line.split_once('\n').map_or("", |(_, after)| after),
            block if block.starts_with("/*") => block.split_once("*/").map_or("", |(_, after)| after),
            _ => break,
        };
        rest = after.trim_start();
    }
    rest.chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commit_is_found_behind_comments_and_other_statements() {
        assert_eq!(kind(" /* late */ -- really\n commit"), Kind::Commit);
        assert_eq!(kind("INSERT INTO a VALUES (1); COMMIT"), Kind::Commit);
        assert_eq!(kind("BEGIN; SET LOCAL lock_timeout = 100"), Kind::Other);
        assert_eq!(kind("UPDATE committee SET n = 1"), Kind::Statement);
    }

    #[tokio::test]
    async fn messages_split_anywhere_come_out_whole() {
        let mut wire = BytesMut::new();
        let first = Message::new(b'Q', Bytes::from_static(b"SELECT 1\0"));
        let second = Message::new(b'S', Bytes::new());
        first.put(&mut wire);
        second.put(&mut wire);
        for cut in 0..wire.len() {
            let (head, tail) = wire.split_at(cut);
            let mut reader = Reader::new(tokio::io::AsyncReadExt::chain(head, tail));
            assert_eq!(reader.message().await.unwrap(), Some(first.clone()));
            assert_eq!(reader.message().await.unwrap(), Some(second.clone()));
            assert_eq!(reader.message().await.unwrap(), None);
        }
    }
}
