//! Search: all words as prefixes, without marks, newest first, inside scopes.

use crate::error::ReadError;
use crate::read::Read;
use crate::statement::Statement;
use crate::value::{Kind, Value};
use motcua_kernel::text::fold_words;
use uuid::Uuid;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Ids, newest first.
    pub ids: Vec<Uuid>,
    /// Whether there are more than were asked for; nobody counts them.
    pub more: bool,
}

impl Read {
    /// Ids of a kind that hold every word (or a word that begins so) in one of the scopes, newest first.
    /// No words or no scopes find nothing.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn search(&self, kind: &str, scopes: &[String], text: &str, most: usize) -> Result<Found, ReadError> {
        let mut words = fold_words(text);
        // The longest word is most likely the rarest: the index walks it, the others are asked for.
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.truncate(8);
        if words.is_empty() || scopes.is_empty() {
            return Ok(Found {
                ids: Vec::new(),
                more: false,
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
        values.push((most as i64 + 1).into());
        sql.push_str(&format!(" ORDER BY w.at DESC, w.id DESC LIMIT ${}", values.len()));
        let rows = self
            .run(Statement::new(sql, values).returning(&[Kind::Instant, Kind::Id]))
            .await?;
        let more = rows.len() > most;
        let ids = rows.into_iter().take(most).filter_map(|row| match row.as_slice() {
            [_, Value::Id(id)] => Some(*id),
            _ => None,
        });
        Ok(Found {
            ids: ids.collect(),
            more,
        })
    }
}

/// The first text after all that begin with `word`: folded words hold no letter above U+10FFFD.
fn upper_end(word: &str) -> String {
    format!("{word}\u{10FFFF}")
}
