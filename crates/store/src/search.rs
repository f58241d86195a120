//! Search: all words as prefixes, without marks, newest first, inside scopes.

use crate::error::ReadError;
use crate::read::Read;
use crate::statement::Statement;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use motcua_kernel::text::fold_words;
use uuid::Uuid;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Ids, newest first.
    pub ids: Vec<Uuid>,
    /// Whether there are more than were asked for; nobody counts them.
    pub more: bool,
    /// The moment and id of the last one, after which the next stretch begins.
    pub last: Option<(Instant, Uuid)>,
}

impl Read {
    /// Ids of a kind that hold every word (or a word that begins so) in one of the scopes, newest first.
    /// No words or no scopes find nothing.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn search(&self, kind: &str, scopes: &[String], text: &str, most: usize) -> Result<Found, ReadError> {
        self.search_after(kind, scopes, text, None, most).await
    }

    /// The same, after the last of an earlier stretch. What is added meanwhile is newer and moves nothing.
    ///
    /// # Errors
    ///
    /// As [`Read::search`].
    pub async fn search_after(
        &self,
        kind: &str,
        scopes: &[String],
        text: &str,
        after: Option<(Instant, Uuid)>,
        most: usize,
    ) -> Result<Found, ReadError> {
        let mut words = fold_words(text);
        // The longest word is most likely the rarest: the index walks it, the others are asked for.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.truncate(8);
        if words.is_empty() || scopes.is_empty() {
            return Ok(Found {
                ids: Vec::new(),
                more: false,
                last: None,
            });
        }
        let scopes = Value::List(scopes.iter().map(|scope| scope.as_str().into()).collect());
        let mut values: Vec<Value> = vec![kind.into(), scopes];
        let mut sql =
            String::from("SELECT DISTINCT w.at, w.id FROM store_word w WHERE w.kind = $1 AND w.scope IN ($2)");
        for (at, word) in words.iter().enumerate() {
            values.extend([word.as_str().into(), upper_end(word).into()]);
            let (low, high) = (values.len() - 1, values.len());
            if at == 0 {
                sql.push_str(&format!(" AND w.word >= ${low} AND w.word < ${high}"));
            } else {
                sql.push_str(&format!(
                    " AND EXISTS (SELECT 1 FROM store_word o WHERE o.kind = w.kind AND o.scope = w.scope
                      AND o.id = w.id AND o.word >= ${low} AND o.word < ${high})"
                ));
            }
        }
        if let Some((at, id)) = after {
            values.extend([at.into(), id.into()]);
            let (moment, place) = (values.len() - 1, values.len());
            sql.push_str(&format!(
                " AND (w.at < ${moment} OR (w.at = ${moment} AND w.id < ${place}))"
            ));
        }
        values.push((most as i64 + 1).into());
        sql.push_str(&format!(" ORDER BY w.at DESC, w.id DESC LIMIT ${}", values.len()));
        let rows = self
            .run(Statement::new(sql, values).returning(&[Kind::Instant, Kind::Id]))
            .await?;
        let more = rows.len() > most;
        let found = rows.into_iter().take(most).filter_map(|row| match row.as_slice() {
            [Value::Instant(at), Value::Id(id)] => Some((*at, *id)),
            _ => None,
        });
        let found: Vec<(Instant, Uuid)> = found.collect();
        Ok(Found {
            ids: found.iter().map(|(_, id)| *id).collect(),
            more,
            last: found.last().copied(),
        })
    }
}

/// The first text after all that begin with `word`: folded words hold no letter above U+10FFFD.
fn upper_end(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}
