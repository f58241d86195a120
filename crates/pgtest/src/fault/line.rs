//! One line through the proxy: what the client sends is read, judged and passed on, and the answers too.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::sleep;

use super::answers::{Answers, Ends, Owed, Treat, Verdict};
use super::plan::{Counts, Fault, Plan, SqlState};
use crate::wire::{Kind, Message, Reader, kind};

/// Asks for TLS, for GSS encryption, and to cancel: numbers in place of a protocol version.
const SSL_REQUEST: [u8; 4] = 80_877_103_u32.to_be_bytes();
const GSS_REQUEST: [u8; 4] = 80_877_104_u32.to_be_bytes();
const CANCEL_REQUEST: [u8; 4] = 80_877_102_u32.to_be_bytes();

/// The name of our own statement and portal; no client uses it.
const OURS: &str = "motcua_fault";

/// Carries a line until one side ends it or a fault cuts it. Dropping the sockets closes both sides.
pub(super) async fn carry(client: TcpStream, server: TcpStream, plan: &Plan) -> io::Result<()> {
    let (from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let mut from_client = Reader::new(from_client);
    if !begin(&mut from_client, &mut to_client, &mut to_server).await? {
        // A request to cancel has no messages after it: the server acts and closes.
        tokio::io::copy(&mut from_server, &mut to_client).await?;
        return Ok(());
    }
    let answers = Mutex::new(Answers::default());
    // The first ReadyForQuery ends the sign-in.
    lock(&answers).expect(Owed::pass(Ends::Ready { sync: true }));
    let asking = Asking {
        plan,
        answers: &answers,
        statements: HashMap::new(),
        portals: HashMap::new(),
        rollback: false,
    };
    tokio::select! {
        done = asking.run(from_client, to_server) => done,
        done = answer(plan, &answers, Reader::new(from_server), to_client) => done,
    }
}

fn lock(answers: &Mutex<Answers>) -> MutexGuard<'_, Answers> {
    // Held for a few assignments only.
    answers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes the startup packet on, refusing encryption. False if it was a request to cancel.
async fn begin(
    from_client: &mut Reader<OwnedReadHalf>,
    to_client: &mut OwnedWriteHalf,
    to_server: &mut OwnedWriteHalf,
) -> io::Result<bool> {
    while let Some(packet) = from_client.packet().await? {
        let asked = &packet[4..8];
        if asked == SSL_REQUEST || asked == GSS_REQUEST {
            to_client.write_all(b"N").await?;
            continue;
        }
        to_server.write_all(&packet).await?;
        return Ok(asked != CANCEL_REQUEST);
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// Writes what has gathered.
async fn flush(out: &mut BytesMut, to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
    let all = out.split();
    to.write_all(&all).await
}

/// Passes answers on as the notes say.
async fn answer(
    plan: &Plan,
    answers: &Mutex<Answers>,
    mut from_server: Reader<OwnedReadHalf>,
    mut to_client: OwnedWriteHalf,
) -> io::Result<()> {
    let mut out = BytesMut::new();
    while let Some(message) = from_server.message().await? {
        let judged = lock(answers).judge(&message);
        for (at, fault) in judged.unused {
            plan.put_back(at, fault);
        }
        if judged.committed {
            plan.count(|counts| counts.committed += 1);
        }
        match judged.verdict {
            Verdict::Pass => message.put(&mut out),
            Verdict::Swallow => {}
            Verdict::Cut => {
                plan.count(|counts| counts.answers_lost += 1);
                // Answers to earlier statements arrive; this one does not.
                return flush(&mut out, &mut to_client).await;
            }
            Verdict::Delay(time) => {
                plan.count(|counts| counts.delays += 1);
                flush(&mut out, &mut to_client).await?;
                sleep(time).await;
                message.put(&mut out);
            }
        }
        if from_server.is_drained() && !out.is_empty() {
            let (_, latency) = plan.latencies();
            if !latency.is_zero() {
                sleep(latency).await;
            }
            flush(&mut out, &mut to_client).await?;
        }
    }
    Ok(())
}

/// The client's side of a line.
struct Asking<'a> {
    plan: &'a Plan,
    answers: &'a Mutex<Answers>,
    /// Prepared statements by name, with their text.
    statements: HashMap<String, String>,
    /// Portals by name, with the text of their statement.
    portals: HashMap<String, String>,
    /// A COMMIT failed on our order: a ROLLBACK of ours follows the client's next Sync.
    rollback: bool,
}

/// Whether the line goes on.
#[derive(PartialEq, Eq)]
enum Goes {
    On,
    Cut,
}

impl Asking<'_> {
    async fn run(mut self, mut from_client: Reader<OwnedReadHalf>, mut to_server: OwnedWriteHalf) -> io::Result<()> {
        let mut out = BytesMut::new();
        while let Some(message) = from_client.message().await? {
            if self.message(message, &mut out, &mut to_server).await? == Goes::Cut {
                return Ok(());
            }
            if from_client.is_drained() && !out.is_empty() {
                let (latency, _) = self.plan.latencies();
                if !latency.is_zero() {
                    sleep(latency).await;
                }
                flush(&mut out, &mut to_server).await?;
            }
        }
        flush(&mut out, &mut to_server).await
    }

    async fn message(&mut self, message: Message, out: &mut BytesMut, to: &mut OwnedWriteHalf) -> io::Result<Goes> {
        let ends = match message.tag {
            b'P' => {
                if let [name, sql] = message.texts(2).as_slice() {
                    self.statements.insert(name.clone(), sql.clone());
                }
                Ends::Parse
            }
            b'B' => {
                if let [portal, statement] = message.texts(2).as_slice() {
                    let sql = self.statements.get(statement).cloned().unwrap_or_default();
                    self.portals.insert(portal.clone(), sql);
                }
                Ends::Bind
            }
            b'C' => Ends::Close,
            b'D' => Ends::Describe,
            b'E' => {
                let portal = message.texts(1).pop().unwrap_or_default();
                let sql = self.portals.get(&portal).cloned().unwrap_or_default();
                return self.statement(message, &sql, Ends::Execute, out, to).await;
            }
            b'Q' => {
                let sql = message.texts(1).pop().unwrap_or_default();
                return self
                    .statement(message, &sql, Ends::Ready { sync: false }, out, to)
                    .await;
            }
            b'F' => Ends::Ready { sync: false },
            b'S' => {
                self.sync(&message, out);
                return Ok(Goes::On);
            }
            // Flush, copied data, passwords, the goodbye: nothing is owed for them.
            _ => {
                message.put(out);
                return Ok(Goes::On);
            }
        };
        self.owe(Owed::pass(ends));
        message.put(out);
        Ok(Goes::On)
    }

    /// A message that does something: breaks it if the plan says so.
    async fn statement(
        &mut self,
        message: Message,
        sql: &str,
        ends: Ends,
        out: &mut BytesMut,
        to: &mut OwnedWriteHalf,
    ) -> io::Result<Goes> {
        let kind = kind(sql);
        let commit = kind == Kind::Commit;
        let mut treat = Treat::Pass;
        match self.plan.decide(kind, sql) {
            None => {}
            Some((_, Fault::CutBefore)) => {
                self.count(|counts| counts.cut_before += 1);
                // What came before it in the same batch has been sent.
                flush(out, to).await?;
                return Ok(Goes::Cut);
            }
            Some((_, Fault::CutWhile)) => {
                self.count(|counts| counts.cut_while += 1);
                message.put(out);
                if ends == Ends::Execute {
                    Message::new(b'S', Bytes::new()).put(out);
                }
                flush(out, to).await?;
                return Ok(Goes::Cut);
            }
            Some((_, Fault::Fail(state))) => {
                self.count(|counts| counts.failures += 1);
                self.fail(state, ends, commit, out);
                return Ok(Goes::On);
            }
            Some((at, Fault::LoseAnswer)) => treat = Treat::Lose(at),
            Some((_, Fault::Delay(time))) => {
                self.count(|counts| counts.delays += 1);
                flush(out, to).await?;
                sleep(time).await;
            }
            Some((_, Fault::DelayAnswer(time))) => treat = Treat::Delay(time),
        }
        self.owe(Owed { ends, treat, commit });
        message.put(out);
        Ok(Goes::On)
    }

    /// Sends a statement that raises `state` in place of the client's: the server itself then aborts the
    /// transaction and skips what follows, just as after a real failure.
    fn fail(&mut self, state: SqlState, ends: Ends, commit: bool, out: &mut BytesMut) {
        let code = state.code();
        let raise = format!("DO $$ BEGIN RAISE EXCEPTION 'injected {code}' USING ERRCODE = '{code}'; END $$");
        if let Ends::Ready { .. } = ends {
            query(&raise).put(out);
            if commit {
                // After a failed COMMIT the transaction is over; after our error it is only aborted.
                self.owe(Owed {
                    ends,
                    treat: Treat::SwallowReady,
                    commit: false,
                });
                self.roll_back(out);
            } else {
                self.owe(Owed::pass(ends));
            }
            return;
        }
        let ours = [
            (b'C', format!("S{OURS}\0"), Ends::Close),
            (b'P', format!("{OURS}\0{raise}\0\0\0"), Ends::Parse),
            // No formats of parameters, no parameters, no formats of results.
            (b'B', format!("{OURS}\0{OURS}\0\0\0\0\0\0\0"), Ends::Bind),
            (b'E', format!("{OURS}\0\0\0\0\0"), Ends::Execute),
        ];
        for (tag, body, ends) in ours {
            self.owe(Owed::swallow(ends));
            Message::new(tag, body).put(out);
        }
        self.rollback |= commit;
    }

    fn sync(&mut self, message: &Message, out: &mut BytesMut) {
        message.put(out);
        let ends = Ends::Ready { sync: true };
        if std::mem::take(&mut self.rollback) {
            self.owe(Owed {
                ends,
                treat: Treat::SwallowReady,
                commit: false,
            });
            self.roll_back(out);
        } else {
            self.owe(Owed::pass(ends));
        }
    }

    /// Ends the server's transaction; the client sees only that it is ready, outside of a transaction.
    fn roll_back(&self, out: &mut BytesMut) {
        query("ROLLBACK").put(out);
        self.owe(Owed {
            ends: Ends::Ready { sync: false },
            treat: Treat::SwallowUntilReady,
            commit: false,
        });
    }

    fn owe(&self, owed: Owed) {
        if let Some((at, fault)) = lock(self.answers).expect(owed) {
            self.plan.put_back(at, fault);
        }
    }

    fn count(&self, add: impl FnOnce(&mut Counts)) {
        self.plan.count(add);
    }
}

fn query(sql: &str) -> Message {
    Message::new(b'Q', format!("{sql}\0"))
}
