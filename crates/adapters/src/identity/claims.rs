//! What the provider's claims say of a person.

use motcua_accounts::citizen::{IdNumber, Identity, IdentityLevel, ProviderError, Sex};
use motcua_kernel::text::{clean_line, fold};
use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The names of the claims that are read. The default ones are those of OpenID Connect Core §5.1, and one of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNames {
    /// The 12-digit personal number.
    pub id_number: String,
    /// The full name.
    pub name: String,
    /// The day of birth, `yyyy-mm-dd`.
    pub born_on: String,
    /// The sex: `male` or `female`, or the two words of the identity card.
    pub sex: String,
    /// The place of residence: text, or an address claim with `formatted`.
    pub address: String,
    /// The telephone number.
    pub phone: String,
}

impl Default for ClaimNames {
    fn default() -> Self {
        let [id_number, name, born_on, sex, address, phone] =
            ["id_number", "name", "birthdate", "gender", "address", "phone_number"].map(str::to_owned);
        Self {
            id_number,
            name,
            born_on,
            sex,
            address,
            phone,
        }
    }
}

/// Every claim beside those that the id token's check uses.
///
/// The library takes the standard claims out before these; they are put back by [`Claims::of`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct OtherClaims {
    #[serde(flatten)]
    pub(super) all: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

/// Verified claims, of the id token and then of the user-info answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Claims(Map<String, Value>);

impl Claims {
    /// All claims of something verified.
    pub(super) fn of(verified: &impl Serialize) -> Self {
        match serde_json::to_value(verified) {
            Ok(Value::Object(all)) => Self(all),
            Ok(_) | Err(_) => Self::default(),
        }
    }

    /// The same, with what another answer says where this one is silent.
    pub(super) fn or(mut self, other: Self) -> Self {
        for (name, value) in other.0 {
            self.0.entry(name).or_insert(value);
        }
        self
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.line(name).is_some()
    }

    fn line(&self, name: &str) -> Option<String> {
        let text = match self.0.get(name)? {
            Value::String(text) => text,
            Value::Object(parts) => parts.get("formatted")?.as_str()?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return None,
        };
        let text = clean_line(text);
        (!text.is_empty() && text.chars().count() <= 500).then_some(text)
    }

    /// The person.
    pub(super) fn identity(
        &self,
        names: &ClaimNames,
        subject: &str,
        level: IdentityLevel,
    ) -> Result<Identity, ProviderError> {
        let id_number = match self.line(&names.id_number) {
            Some(text) => Some(IdNumber::parse(&text).ok_or(ProviderError::Claim("personal number"))?),
            None => None,
        };
        let born_on = match self.line(&names.born_on) {
            Some(text) => Some(text.parse().map_err(|_| ProviderError::Claim("day of birth"))?),
            None => None,
        };
        let sex = self.line(&names.sex).and_then(|text| match fold(&text).as_str() {
            "male" | "nam" => Some(Sex::Male),
            "female" | "nu" => Some(Sex::Female),
            _ => None,
        });
        // Filing stands on the personal number: level 2 without one is no level 2.
        if level == IdentityLevel::Two && id_number.is_none() {
            return Err(ProviderError::Claim("personal number"));
        }
        Ok(Identity {
            subject: subject.to_owned(),
            level,
            id_number,
            name: self.line(&names.name).ok_or(ProviderError::Claim("name"))?,
            born_on,
            sex,
            address: self.line(&names.address),
            phone: self.line(&names.phone),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(claims: Value, level: IdentityLevel) -> Result<Identity, ProviderError> {
        Claims::of(&claims).identity(&ClaimNames::default(), "s", level)
    }

    #[test]
    fn text_is_composed_and_absent_is_not_empty() {
        let identity = read(
            json!({"name": " Nguye\u{302}\u{303}n  Hoa ", "address": {"formatted": ""}, "gender": "x"}),
            IdentityLevel::One,
        )
        .unwrap();
        assert_eq!(identity.name, "Nguy\u{1ec5}n Hoa");
        assert_eq!((identity.address, identity.sex, identity.id_number), (None, None, None));
    }

    #[test]
    fn level_two_stands_on_the_personal_number() {
        let answer = read(json!({"name": "Nguyễn Hoa"}), IdentityLevel::Two);
        assert!(matches!(answer, Err(ProviderError::Claim("personal number"))));
        let answer = read(json!({"name": "Nguyễn Hoa", "id_number": "12345"}), IdentityLevel::One);
        assert!(matches!(answer, Err(ProviderError::Claim("personal number"))));
    }

    #[test]
    fn the_words_of_the_card_are_read_too() {
        for (word, sex) in [("Nam", Sex::Male), ("N\u{1eef}", Sex::Female), ("female", Sex::Female)] {
            let identity = read(json!({"name": "Hoa", "gender": word}), IdentityLevel::One).unwrap();
            assert_eq!(identity.sex, Some(sex));
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        let answer = read(
            json!({"name": "Nguyễn Hoa", "birthdate": "1988-02-30"}),
            IdentityLevel::One,
        );
        assert!(matches!(answer, Err(ProviderError::Claim("day of birth"))));
    }
}
