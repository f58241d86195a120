//! The cash book: what the officer's centre took on a day, each officer's sum, each payment, and the same as a file.

use super::case::{looked, number};
use super::charge::{till, way_key};
use super::said::short;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{PaymentLine, PaymentsPage, PaymentsSum};
use crate::{DeskPart, Page, Words, paths};
use axum::extract::Query;
use axum::http::header;
use axum::response::IntoResponse;
use motcua_dossier::Dossier;
use motcua_dossier::charge::{CashBook, PayBy, cash_book};
use motcua_kernel::{Date, Money, OfficerId, Problem, codes};
use motcua_org::Right;
use motcua_org::officer::Officer;
use motcua_people::look::LookReason;
use motcua_store::{Read, ReadError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which day, and whether as a file.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    day: String,
    #[serde(default, rename = "as")]
    form: String,
}

/// Shows the book; today's, if no day is asked for.
pub(crate) async fn show(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Charge])?;
    let centre = till(&seat).ok_or_else(|| visit.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let today = visit.ctx.today();
    // What is no day, or lies ahead, is today.
    let day = ask
        .day
        .parse::<Date>()
        .ok()
        .filter(|day| *day <= today)
        .unwrap_or(today);
    let read = async {
        let book = cash_book(&seat.read, centre, day).await?;
        let names = names(&seat.read, &book).await?;
        Ok::<_, ReadError>((book, names))
    };
    let (book, names) = read.await.map_err(|error| visit.refuse(error))?;
    let dossiers: Vec<&Dossier> = book.lines.iter().map(|line| &line.dossier).collect();
    looked(&visit, &seat, dossiers, LookReason::Reception).await?;
    let (w, directory) = (visit.here.words, visit.app().directory());
    let centre = short(&directory, centre);
    if ask.form == "csv" {
        let name = format!("attachment; filename=\"so-thu-{day}.csv\"");
        let kind = "text/csv; charset=utf-8".to_owned();
        let body = csv(w, &book, &names);
        return Ok((
            [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
            body,
        )
            .into_response());
    }
    let of = |day: Date| format!("{}?day={day}", paths::DESK_PAYMENTS);
    let page = PaymentsPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Payments)),
        centre,
        day,
        before: of(day.plus_days(-1)),
        after: (day < today).then(|| of(day.plus_days(1))),
        sums: sums(&book, &names),
        lines: lines(w, &book, &names),
        csv: format!("{}&as=csv", of(day)),
    };
    Ok(page.respond())
}

async fn names(read: &Read, book: &CashBook) -> Result<BTreeMap<OfficerId, String>, ReadError> {
    let mut names = BTreeMap::new();
    for officer in book.sums.keys() {
        if let Some(found) = read.find::<Officer>(*officer).await? {
            names.insert(*officer, found.record.name);
        }
    }
    Ok(names)
}

fn sums(book: &CashBook, names: &BTreeMap<OfficerId, String>) -> Vec<PaymentsSum> {
    let mut sums: Vec<PaymentsSum> = book
        .sums
        .iter()
        .map(|(officer, taken)| PaymentsSum {
            officer: names.get(officer).cloned().unwrap_or_default(),
            ways: PayBy::ALL.map(|by| taken.get(&by).copied().unwrap_or(Money::ZERO)),
            total: taken.values().copied().sum(),
        })
        .collect();
    sums.sort_by(|one, other| one.officer.cmp(&other.officer));
    sums.push(PaymentsSum {
        officer: String::new(),
        ways: PayBy::ALL.map(|by| book.sum(by)),
        total: book.total(),
    });
    sums
}

fn lines(w: Words, book: &CashBook, names: &BTreeMap<OfficerId, String>) -> Vec<PaymentLine> {
    let line = |taken: &motcua_dossier::charge::Taken| {
        let payment = &taken.payment;
        PaymentLine {
            at: payment.at,
            person: taken.dossier.parties.applicant.name.clone(),
            number: number(&taken.dossier),
            href: paths::desk_dossier(payment.dossier),
            amount: payment.amount,
            way: w.say(way_key(payment.by)),
            note: match &payment.reverses {
                Some((_, reason)) => w.one("payments-given-back", "reason", reason),
                None => payment.receipt.clone(),
            },
            officer: names.get(&payment.officer).cloned().unwrap_or_default(),
        }
    };
    book.lines.iter().map(line).collect()
}

/// The book as a file that table programs open, also in Vietnamese: with the mark that says UTF-8.
fn csv(w: Words, book: &CashBook, names: &BTreeMap<OfficerId, String>) -> String {
    let heads = [
        "col-moment",
        "col-number",
        "col-person",
        "charge-amount",
        "pay-how",
        "payments-note",
        "col-officer",
    ];
    let mut rows = vec![heads.map(|key| w.say(key)).to_vec()];
    for line in lines(w, book, names) {
        rows.push(vec![
            line.at.civil().strftime("%Y-%m-%d %H:%M").to_string(),
            line.number,
            line.person,
            line.amount.as_dong().to_string(),
            line.way,
            line.note,
            line.officer,
        ]);
    }
    let row = |cells: &Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    let body: Vec<String> = rows.iter().map(row).collect();
    format!("\u{feff}{}\r\n", body.join("\r\n"))
}

/// A cell (RFC 4180). What a table program would take for a formula is told to be text.
fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<i64>().is_ok();
    let formula = !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let shield = if formula { "'" } else { "" };
    format!("\"{shield}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_never_a_formula_and_quotes_are_kept() {
        assert_eq!(quoted("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(quoted("-16000"), "\"-16000\"");
        assert_eq!(quoted("nói \"khác\", rồi"), "\"nói \"\"khác\"\", rồi\"");
    }
}
